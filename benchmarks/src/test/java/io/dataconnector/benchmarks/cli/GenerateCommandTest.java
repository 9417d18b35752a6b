package io.dataconnector.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void generates() {
        assertThat(run("generate", "--scale", "0.001", "--page-size", "10", "--folder", folder.toString()))
                .isZero();
        assertThat(err.toString()).startsWith("1,900 records in 0.6 MB of pages; see ");
        assertThat(folder.resolve("fixtures/users/page_30.json")).exists();
        assertThat(folder.resolve("config.json")).exists();
        assertThat(folder.resolve("state.json")).hasContent("{}");
        assertThat(folder.resolve("configured_catalog.json")).exists();
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertThat(run("generate")).isEqualTo(2);
        assertThat(run("generate", "--scale", "0", "--folder", "x")).isEqualTo(2);
        assertThat(run("generate", "--scale", "101", "--folder", "x")).isEqualTo(2);
        assertThat(run("generate", "--scale", "much", "--folder", "x")).isEqualTo(2);
        assertThat(run("generate", "--page-size", "-1", "--folder", "x")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--folder")
                .contains("greater than 0 and at most 100, but is 0.")
                .contains("but is 101.")
                .contains("'much'")
                .contains("page size must be");
    }

    @Test
    void leavesAFolderThatIsInUse() {
        assertThat(run("generate", "--scale", "0.001", "--folder", folder.toString()))
                .isZero();
        assertThat(run("generate", "--scale", "0.001", "--folder", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("benchmarks: Folder ").contains("is not empty");
    }

    private int run(String... args) {
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
