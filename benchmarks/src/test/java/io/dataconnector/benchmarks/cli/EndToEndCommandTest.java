package io.dataconnector.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said without measuring. */
class EndToEndCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void needsTheProgramsBuilt() {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("connector.jar is not there. Run benchmarks/run");
    }

    @Test
    void saysWhichGroupsThereAre() throws IOException {
        pretendToBeBuilt();

        assertThat(run("--only", "read,speed")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "There is no group speed. The groups are read, http, normalize, scale, pages, compact, formats, start.");
    }

    @Test
    void scalesAreCheckedBeforeAnythingIsMeasured() throws IOException {
        pretendToBeBuilt();

        assertThat(run("--scales", "1,1000")).isEqualTo(1);
        assertThat(err.toString()).contains("at most 100, but is 1000");
        assertThat(folder.resolve("work")).doesNotExist();
    }

    private void pretendToBeBuilt() throws IOException {
        for (String program : new String[] {"connector", "normalizer"}) {
            Path target = Files.createDirectories(folder.resolve(program).resolve("target"));
            Files.createFile(target.resolve(program + ".jar"));
        }
    }

    private int run(String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "end-to-end";
        arguments[1] = "--project";
        arguments[2] = folder.toString();
        arguments[3] = "--folder";
        arguments[4] = folder.resolve("work").toString();
        System.arraycopy(options, 0, arguments, 5, options.length);
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
