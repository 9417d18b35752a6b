package io.dataconnector.normalizer.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM at moments that the test knows, since the program waits for it there. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalIT {
    private static final String GOOD =
            RawLines.record("accounts", 1, "{\"id\":\"a\",\"updated_at\":\"2024-01-01T00:00:00Z\"}");
    private static final int SIGTERM_STATUS = 128 + 15;

    /** More than any pipe holds. */
    private static final int PIPE_BYTES = 1 << 21;

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void endTheProgram() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** The program has read most of what was written to the pipe, and waits for more. */
    @Test
    void beforeTheCommitTheTablesStayAndNothingIsLeft() throws IOException, InterruptedException {
        RawLines.write(folder.resolve("raw_output.jsonl"), GOOD);
        assertThat(new NormalizerProgram(folder).run("--quiet").exitCode()).isZero();
        String table = results().text("dim_accounts.csv");
        Path pipe = folder.resolve("pipe.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        process = new NormalizerProgram(folder).start(pipe.toString());
        try (OutputStream input = Files.newOutputStream(pipe)) {
            byte[] line = (GOOD.replace("\"a\"", "\"b\"") + "\n").getBytes(UTF_8);
            for (int bytes = 0; bytes < PIPE_BYTES; bytes += line.length) {
                input.write(line);
            }
            assertThat(results().names()).as("files at work").anyMatch(name -> name.startsWith("."));
            terminate();
        }

        assertThat(process.exitValue()).isEqualTo(SIGTERM_STATUS);
        assertThat(process.errorReader(UTF_8).lines()).isEmpty();
        assertThat(results().text("dim_accounts.csv")).isEqualTo(table);
        assertThat(results().names()).noneMatch(name -> name.startsWith("."));
    }

    /** The summary, which comes after the commit, has begun, and is longer than the pipe that nobody reads. */
    @Test
    void afterTheCommitTheRunHasSucceeded() throws IOException, InterruptedException {
        String longName = "s".repeat(1000);
        RawLines.write(
                folder.resolve("raw_output.jsonl"),
                IntStream.range(0, PIPE_BYTES / longName.length())
                        .mapToObj(i -> RawLines.record(longName + i, 1, "{}"))
                        .toList());

        process = new NormalizerProgram(folder).start();
        try (BufferedReader summary = process.errorReader(UTF_8)) {
            assertThat(summary.readLine()).startsWith("table ");
            terminate();
        }

        assertThat(process.exitValue()).isZero();
        assertThat(results().names())
                .contains("dim_accounts.csv", "report.json")
                .noneMatch(name -> name.startsWith("."));
    }

    /** By its handle: the process itself would also close the pipes. */
    private void terminate() throws InterruptedException {
        assertThat(process.toHandle().destroy()).isTrue();
        assertThat(process.waitFor(60, SECONDS)).isTrue();
    }

    private Results results() {
        return new Results(folder.resolve("analytics"));
    }
}
