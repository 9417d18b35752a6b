package io.dataconnector.normalizer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.RawLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NormalizerCommandTest {
    private static final String GOOD =
            RawLines.record("accounts", 1, "{\"id\":\"a\",\"updated_at\":\"2024-01-01T00:00:00Z\"}");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunEndsWithASummaryForPeople() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--output", output().toString())).isZero();
        assertThat(output()).isDirectoryContaining("glob:**/dim_accounts.csv");
        assertThat(err.toString()).contains("dim_accounts", output().toString());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void rejectsDoNotFailARun() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD, "garbage");

        assertThat(run(raw.toString(), "--output", output().toString())).isZero();
    }

    @Test
    void strictFailsOnARejectAndLeavesTheTables() throws IOException {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD, "garbage");

        assertThat(run(raw.toString(), "--strict", "--output", output().toString()))
                .isEqualTo(1);
        try (Stream<Path> entries = Files.list(output())) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("rejects.jsonl", "report.json");
        }
        assertThat(err.toString()).contains("1 rejects, and 0 are allowed").contains("rejects.jsonl");
    }

    @Test
    void strictPassesWithoutARejectedLine() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--strict", "--output", output().toString()))
                .isZero();
    }

    @Test
    void aPageThatCannotBeWrittenLeavesTheTables() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);
        Path page = folder.resolve("missing").resolve("report.html");

        assertThat(run(raw.toString(), "--output", output().toString(), "--report-html", page.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("normalizer: Report " + page + " cannot be written: no such file or folder.");
        assertThat(output()).isEmptyDirectory();
    }

    @Test
    void aFailureIsOneLineForItsUser() {
        assertThat(run(folder.resolve("missing.jsonl").toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("normalizer: Input ").contains("does not exist");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aFailureThatNobodyForesawIsShownInFull() throws Exception {
        CommandLine commandLine = commandLine();

        int exitCode = new FailureHandler()
                .handleExecutionException(
                        new IllegalStateException("unforeseen"), commandLine, commandLine.parseArgs("a.jsonl"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("Please report this", "IllegalStateException: unforeseen", "\tat ");
    }

    @Test
    void theCommandLineIsCheckedFirst() {
        assertThat(run("--output")).isEqualTo(2);
        assertThat(err.toString()).contains("--output");
    }

    private Path output() {
        return folder.resolve("analytics");
    }

    private int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        return new CommandLine(new NormalizerCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }
}
