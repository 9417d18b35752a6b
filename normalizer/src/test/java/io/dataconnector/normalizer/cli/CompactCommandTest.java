package io.dataconnector.normalizer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.RawLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactCommandTest {
    private static final String GOOD =
            RawLines.record("users", 1, "{\"id\":\"u\",\"updated_at\":\"2024-01-01T00:00:00Z\"}");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theSummaryHasEveryStreamAndWhatDeservesALook() {
        Path raw = RawLines.write(
                folder.resolve("raw.jsonl"),
                GOOD,
                GOOD,
                RawLines.record("orders", 1, "{}"),
                "garbage",
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                        + "{\"name\":\"users\"}},\"sourceStats\":{\"recordCount\":1234.0}}}");

        assertThat(run(raw.toString(), "--only", "dim_users", "--output", output()))
                .isZero();
        assertThat(err.toString().lines())
                .containsExactly(
                        "stream       records          kept",
                        "orders             1             0",
                        "users              2             1",
                        "warning: " + raw + ", line 5: the state counts 1234 records of users since the previous one,"
                                + " but 2 were found",
                        "warning: no table is built from stream orders, 1 record left out",
                        "1 record, 1 state, 1 rejected line; result in " + output());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noControlCharacterOfTheDataReachesTheTerminal() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD, RawLines.record("a\\u001b[0m\\nb", 1, "{}"));

        assertThat(run(raw.toString(), "--only", "dim_users", "--output", output()))
                .isZero();
        assertThat(err.toString().lines())
                .containsExactly(
                        "stream                  records          kept",
                        "a\\u001b[0m\\u000ab             1             0",
                        "users                         1             1",
                        "warning: no table is built from stream a\\u001b[0m\\u000ab, 1 record left out",
                        "1 record, 0 states, 0 rejected lines; result in " + output());
    }

    @Test
    void quietSaysNothing() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--quiet", "--output", output())).isZero();
        assertThat(Path.of(output())).hasContent(GOOD + "\n");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "missing.jsonl, out.jsonl, missing.jsonl does not exist",
        "raw.jsonl, raw.jsonl, is the file that the run would replace",
        "raw.jsonl, folder, is a folder. Name a file in it with --output",
        "raw.jsonl, raw.jsonl/out, 'is a file, not a folder'"
    })
    void whatCannotBeDoneIsSaidBeforeAnythingIsWritten(String input, String output, String message) throws IOException {
        RawLines.write(folder.resolve("raw.jsonl"), GOOD);
        Files.createDirectory(folder.resolve("folder"));

        assertThat(run(
                        folder.resolve(input).toString(),
                        "--output",
                        folder.resolve(output).toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("normalizer: ").contains(message);
        assertThat(folder.resolve("raw.jsonl")).hasContent(GOOD + "\n");
        assertThat(folder.resolve("out.jsonl")).doesNotExist();
    }

    @Test
    void anEmptyNameIsNoOutput() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--output", "")).isEqualTo(1);
        assertThat(err.toString()).contains("The name of the output is empty. Name a file with --output.");
    }

    @Test
    void theOutputMustBeNamed() {
        assertThat(run("raw.jsonl")).isEqualTo(2);
        assertThat(err.toString()).contains("--output=FILE", "Usage: normalizer compact");
    }

    private String output() {
        return folder.resolve("out.jsonl").toString();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "compact";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return NormalizerCommand.commandLine(new Termination())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
