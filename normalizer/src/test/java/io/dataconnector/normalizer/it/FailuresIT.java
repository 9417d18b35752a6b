package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with what it cannot use, and how it ends. */
class FailuresIT {
    private static final String GOOD =
            RawLines.record("accounts", 1, "{\"id\":\"a\",\"updated_at\":\"2024-01-01T00:00:00Z\"}");

    @TempDir
    private Path folder;

    private Path raw;

    @BeforeEach
    void setUp() {
        raw = folder.resolve("raw_output.jsonl");
    }

    @Test
    void whatCannotBeUsedIsSetAsideAndTheRestIsUsed() throws IOException {
        String noKey = RawLines.record("accounts", 1, "{\"name\":\"nobody\"}");
        String wrongType = RawLines.record("accounts", 1, "{\"id\":\"b\",\"updated_at\":\"yesterday\"}");
        String noObject = RawLines.record("accounts", 1, "[\"a\"]");
        String torn = GOOD.substring(0, 60);
        Files.writeString(raw, String.join("\n", "not json", noKey, GOOD, wrongType, "{}", noObject, torn));

        Result result = run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(results().rows("dim_accounts")).hasSize(1);
        assertThat(results().rejects("dim_accounts"))
                .extracting(
                        reject -> reject.path("line").intValue(),
                        reject -> reject.path("reason").textValue(),
                        reject -> reject.path("raw").textValue())
                .containsExactly(
                        tuple(1, "not_json", "not json"),
                        tuple(2, "missing_value", noKey),
                        tuple(4, "wrong_type", wrongType),
                        tuple(5, "not_a_message", "{}"),
                        tuple(6, "bad_record", noObject),
                        tuple(7, "not_json", torn));
        assertThat(results().rejects("dim_accounts")).allSatisfy(reject -> {
            assertThat(reject.path("input").textValue()).isEqualTo("raw_output.jsonl");
            assertThat(reject.path("message").textValue()).isNotBlank();
        });
        assertThat(results().report("dim_accounts").path("rejects").toString())
                .isEqualTo("{\"missing_value\":1,\"wrong_type\":1}");
        assertThat(results().report().path("inputs").path(0).path("rejects").toString())
                .isEqualTo("{\"bad_record\":1,\"not_a_message\":1,\"not_json\":2}");
    }

    @Test
    void logsAloneMakeTablesOfHeadersAlone() {
        RawLines.write(raw, RawLines.log("nothing new"));

        assertThat(run().exitCode()).isZero();
        assertThat(results().text("dim_accounts.csv")).startsWith("id,name,").hasLineCount(1);
        assertThat(results().rows("fact_invoices")).isEmpty();
    }

    @Test
    void strictLeavesTheTablesAndWritesWhatIsWrong() {
        RawLines.write(raw, GOOD);
        run();
        List<String> namesBefore = results().names();
        String tableBefore = results().text("dim_accounts.csv");
        RawLines.write(raw, RawLines.record("accounts", 2, "{\"id\":\"new\"}"), "garbage");

        Result result = run("--strict");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("2 rejects, and 0 are allowed", "rejects.jsonl");
        assertThat(result.out()).isEmpty();
        assertThat(results().names()).isEqualTo(namesBefore);
        assertThat(results().text("dim_accounts.csv")).isEqualTo(tableBefore);
        assertThat(results().rejects("dim_accounts")).hasSize(1);
        assertThat(results().report("dim_accounts").path("rows").intValue()).isEqualTo(1);
    }

    @Test
    void aMissingInputIsNamed() {
        assertFails(run("missing.jsonl"), "missing.jsonl does not exist", folder.toString());
        assertThat(folder.resolve("analytics")).doesNotExist();
    }

    @Test
    void oneMissingInputAmongOthersIsEnough() {
        RawLines.write(raw, GOOD);

        assertFails(run("raw_output.jsonl", "missing.jsonl"), "missing.jsonl does not exist");
        assertThat(folder.resolve("analytics")).doesNotExist();
    }

    @Test
    void aFolderIsNoInput() throws IOException {
        Files.createDirectory(folder.resolve("raw"));

        assertFails(run("raw"), "raw is a folder");
    }

    @Test
    void anEmptyInputLeavesTheTables() {
        RawLines.write(raw, GOOD);
        run();
        String before = results().text("dim_accounts.csv");
        RawLines.write(raw);

        assertFails(run(), "raw_output.jsonl is empty");
        assertThat(results().text("dim_accounts.csv")).isEqualTo(before);
        assertThat(results().names()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void anEmptyStandardInputIsEmptyToo() {
        assertFails(run("-"), "is empty");
    }

    /** The JVM's own files get the descriptor of a standard input that is closed, and would be read in its place. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aClosedStandardInputLeavesTheTables() {
        RawLines.write(raw, GOOD);
        run();
        String before = results().text("dim_accounts.csv");

        Result result = new NormalizerProgram(folder).byShell("exec \"$@\" <&-").run("-");

        assertFails(result, "Input - cannot be read: standard input is closed");
        assertThat(results().text("dim_accounts.csv")).isEqualTo(before);
    }

    @Test
    void filesWithoutAMessageLeaveTheTables() throws IOException {
        RawLines.write(raw, GOOD);
        run();
        String before = results().text("dim_accounts.csv");
        Files.writeString(folder.resolve("config.json"), "{\n  \"fixtures_base_path\": \"fixtures\"\n}\n");

        assertFails(run("config.json"), "No Airbyte message in config.json", "connector read");
        assertThat(results().text("dim_accounts.csv")).isEqualTo(before);
        assertThat(run("config.json", "raw_output.jsonl").exitCode())
                .as("a torn file among others")
                .isZero();
    }

    @Test
    void thePageOfTheReportCannotHaveThePlaceOfAnotherResult() {
        RawLines.write(raw, GOOD);

        assertFails(run("--report-html", "analytics/rejects.jsonl"), "would have the place of another result");
        assertThat(folder.resolve("analytics")).doesNotExist();
    }

    @Test
    void anInputNeedsAName() {
        assertFails(run(""), "The name of an input is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables", "generate-completion", "--help"})
    @EnabledOnOs(OS.LINUX)
    void textThatCannotBeWrittenIsAFailure(String argument) {
        Result result =
                new NormalizerProgram(folder).byShell("exec \"$@\" >/dev/full").run(argument);

        assertFails(result, "cannot write to standard output");
    }

    @Test
    void anInputThatBreaksOffLeavesTheTables() throws IOException {
        RawLines.write(raw, GOOD);
        run();
        String before = results().text("dim_accounts.csv");
        Path compressed = folder.resolve("raw.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(raw, out);
        }
        byte[] whole = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(whole, whole.length - 12));

        assertFails(run("raw.gz"), "raw.gz cannot be read", "before it is complete");
        assertThat(results().text("dim_accounts.csv")).isEqualTo(before);
        assertThat(results().names()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void aFileIsNoOutput() throws IOException {
        RawLines.write(raw, GOOD);
        Files.writeString(folder.resolve("analytics"), "mine");

        assertFails(run(), "analytics is a file, not a folder");
        assertThat(folder.resolve("analytics")).hasContent("mine");
    }

    @Test
    void aFolderInThePlaceOfATableLeavesTheOtherTables() throws IOException {
        RawLines.write(raw, GOOD);
        Files.createDirectories(folder.resolve("analytics/fact_invoices.csv"));

        assertFails(run(), "fact_invoices.csv is a folder");
        assertThat(results().names()).containsExactly("fact_invoices.csv");
    }

    /** Not even the superuser can make a folder there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anOutputThatCannotBeMadeIsNamed() {
        RawLines.write(raw, GOOD);

        assertFails(run("--output", "/proc/analytics"), "Output /proc/analytics cannot be written to");
    }

    @Test
    void aMissingFolderOfTablesIsNamed() {
        RawLines.write(raw, GOOD);

        assertFails(run("--tables", "missing"), "missing: no such folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bogus", "--output", "--strict=maybe", "--tables"})
    void aWrongCommandLineIsAUsageError(String argument) {
        Result result = run(argument);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(argument.replaceAll("=.*", "")).contains("Usage: normalizer");
    }

    @ParameterizedTest
    @CsvSource({"--help, Usage: normalizer", "-h, Usage: normalizer", "--version, normalizer ", "-V, normalizer "})
    void whatIsAskedForGoesToStandardOutput(String argument, String expected) {
        Result result = run(argument);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(expected).doesNotContain("not built as a jar");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aCompletionScriptCanBeGenerated() {
        Result result = run("generate-completion");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("#!").contains("complete ", "normalizer", "--strict");
    }

    private static void assertFails(Result result, String... messages) {
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("normalizer: ").contains(messages).doesNotContain("\tat ");
    }

    private Result run(String... arguments) {
        return new NormalizerProgram(folder).run(arguments);
    }

    private Results results() {
        return new Results(folder.resolve("analytics"));
    }
}
