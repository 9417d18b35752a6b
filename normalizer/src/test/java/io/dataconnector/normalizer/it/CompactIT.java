package io.dataconnector.normalizer.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code compact} as its users run it, and what it does with what it cannot use. */
class CompactIT {
    private static final String OLD =
            RawLines.record("accounts", 1, "{\"id\":\"a\",\"updated_at\":\"2024-01-01T00:00:00Z\"}");
    private static final String NEW =
            RawLines.record("accounts", 2, "{\"id\":\"a\",\"updated_at\":\"2024-01-02T00:00:00Z\"}");
    private static final int SIGTERM_STATUS = 128 + 15;

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() {
        RawLines.write(folder.resolve("old.jsonl"), OLD);
        RawLines.write(folder.resolve("new.jsonl"), NEW);
    }

    @Test
    void itSaysWhatItKept() {
        RawLines.write(folder.resolve("new.jsonl"), NEW, RawLines.record("orders", 1, "{}"), "garbage");

        Result result = compact("old.jsonl", "new.jsonl", "--only", "dim_accounts", "--output", "out.jsonl");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .containsExactly(
                        "stream         records          kept",
                        "accounts             2             1",
                        "orders               1             0",
                        "warning: no table is built from stream orders, 1 record left out",
                        "1 record, 0 states, 1 rejected line; result in out.jsonl");
        assertThat(folder.resolve("out.jsonl")).hasContent(NEW + "\ngarbage\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all.jsonl", "all.jsonl.gz", "all.jsonl.zst"})
    void theTablesOfACompactedOutputAreThoseOfTheOriginals(String name) throws IOException {
        List<String> lines = RawFixtures.lines();
        RawLines.write(folder.resolve("1.jsonl"), lines.subList(0, lines.size() / 2));
        RawLines.write(folder.resolve("2.jsonl"), lines.subList(lines.size() / 2, lines.size()));
        run("1.jsonl", "2.jsonl", "--output", "expected", "--quiet");

        Result first = compact("1.jsonl", "--output", "some/" + name, "--quiet");
        Result second = new NormalizerProgram(folder)
                .withStandardInput(folder.resolve("some/" + name))
                .run("compact", "-", "2.jsonl", "--output", name, "--quiet");
        Result tables = run(name, "--quiet");

        assertThat(List.of(first, second, tables)).allSatisfy(result -> {
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).isEmpty();
        });
        for (String table : Tables.GOLDEN) {
            assertThat(folder.resolve("analytics/" + table + ".csv"))
                    .hasSameBinaryContentAs(folder.resolve("expected/" + table + ".csv"));
        }
        assertThat(new Results(folder).names()).noneMatch(file -> file.startsWith("."));
    }

    /** Files are compared, not their names. */
    @ParameterizedTest
    @CsvSource({"new.jsonl, new.jsonl", "new.jsonl, ./new.jsonl", "link.jsonl, new.jsonl", "new.jsonl, link.jsonl"})
    void anInputIsNotReplaced(String input, String output) throws IOException {
        Files.createSymbolicLink(folder.resolve("link.jsonl"), Path.of("new.jsonl"));

        assertFails(
                compact("old.jsonl", input, "--output", output),
                "Input " + input + " is the file that the run would replace: " + output
                        + ". Move it elsewhere, or name another file with --output.");
        assertThat(folder.resolve("new.jsonl")).hasContent(NEW + "\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void standardInputIsNotReplaced() {
        Result result = new NormalizerProgram(folder)
                .withStandardInput(folder.resolve("new.jsonl"))
                .run("compact", "-", "--output", "new.jsonl");

        assertFails(result, "Input - is the file that the run would replace: new.jsonl");
    }

    @Test
    void anOlderOutputIsReplacedOrLeftAsItIs() throws IOException {
        Path output = Files.writeString(folder.resolve("out.jsonl"), "older");

        assertFails(compact("old.jsonl", "missing.jsonl", "--output", "out.jsonl"), "missing.jsonl does not exist");
        assertThat(output).hasContent("older");
        assertThat(compact("old.jsonl", "new.jsonl", "--only", "dim_accounts", "--output", "out.jsonl")
                        .exitCode())
                .isZero();
        assertThat(output).hasContent(NEW + "\n");
    }

    @Test
    void whatIsNoFileIsNoOutput() throws IOException {
        Files.createDirectory(folder.resolve("dir"));

        assertFails(compact("old.jsonl", "--output", "dir"), "Output dir is a folder. Name a file in it");
        assertFails(compact("old.jsonl", "--output", ""), "The name of the output is empty");
        assertFails(compact("old.jsonl", "--output", "-"), "cannot be written to standard output. Name a file");
        assertFails(compact("old.jsonl", "--output", "old.jsonl/x"), "Output old.jsonl is a file, not a folder");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsNoOutput() {
        assertFails(compact("old.jsonl", "--output", "/dev/null"), "Output /dev/null is not a regular file");
    }

    @Test
    void inputsThatCannotBeReadLeaveNoFile() throws IOException {
        RawLines.write(folder.resolve("empty.jsonl"));
        Files.writeString(folder.resolve("config.json"), "{}\n");
        compact("old.jsonl", "--output", "whole.zst");
        byte[] whole = Files.readAllBytes(folder.resolve("whole.zst"));
        Files.write(folder.resolve("torn.zst"), Arrays.copyOf(whole, whole.length - 1));
        whole[whole.length - 1] ^= 1;
        Files.write(folder.resolve("damaged.zst"), whole);

        assertFails(compact("empty.jsonl", "--output", "out.jsonl"), "Input empty.jsonl is empty");
        assertFails(compact("config.json", "--output", "out.jsonl"), "No Airbyte message in config.json");
        assertFails(
                compact("torn.zst", "--output", "out.jsonl"),
                "Input torn.zst cannot be read: it is zstd and ends before it is complete.");
        assertFails(
                compact("damaged.zst", "--output", "out.jsonl"),
                "Input damaged.zst cannot be read: it is zstd and is damaged, or other data follows: ");
        assertThat(new Results(folder).names())
                .noneMatch(name -> name.startsWith("."))
                .doesNotContain("out.jsonl");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLibraryThatCannotBeLoadedIsNamed() {
        Result result = new NormalizerProgram(folder)
                .withTemporaryFolder(Path.of("/proc"))
                .run("compact", "old.jsonl", "--output", "out.zst");

        assertFails(result, "Output out.zst cannot be written to: the library for zstd cannot be loaded", "/proc");
        assertThat(new Results(folder).names()).containsExactly("new.jsonl", "old.jsonl");
    }

    @Test
    void aWrongCommandLineIsAUsageError() {
        for (Result result : List.of(
                compact("--output", "out.jsonl"),
                compact("old.jsonl"),
                compact("old.jsonl", "--output", "x", "--bogus"))) {
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("Usage: normalizer compact");
        }
    }

    @Test
    void helpSaysHowItIsUsed() {
        Result result = compact("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: normalizer compact", "--output=FILE", "--tables=DIR", "Exit status:");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSignalLeavesNothing() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process process = new NormalizerProgram(folder).start("compact", pipe.toString(), "--output", "out.jsonl");
        try (OutputStream input = Files.newOutputStream(pipe)) {
            // More than any pipe holds, so the program reads.
            input.write((OLD + "\n").repeat(10_000).getBytes(UTF_8));
            assertThat(process.toHandle().destroy()).isTrue();
            assertThat(process.waitFor(60, SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(SIGTERM_STATUS);
        assertThat(new Results(folder).names()).containsExactly("new.jsonl", "old.jsonl", "pipe.jsonl");
    }

    private static void assertFails(Result result, String... messages) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("normalizer: ").contains(messages).doesNotContain("\tat ");
    }

    private Result compact(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "compact";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return run(all);
    }

    private Result run(String... arguments) {
        return new NormalizerProgram(folder).run(arguments);
    }
}
