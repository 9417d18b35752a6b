package io.dataconnector.normalizer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class NormalizerCommandTest {
    private static final String RECORD_LINE =
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"emitted_at\":1,\"data\":{\"id\":\"a\"}}}";

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
        assertThat(err.toString()).contains("1 reject, and 0 are allowed").contains("rejects.jsonl");
    }

    @Test
    void strictPassesWithoutARejectedLine() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--strict", "--output", output().toString()))
                .isZero();
    }

    @Test
    void theSummaryHasEveryTableAndWhatDeservesALook() {
        Path raw = RawLines.write(
                folder.resolve("raw.jsonl"),
                GOOD,
                RawLines.record("users", 1, "{\"id\":\"u\",\"account_id\":\"gone\"}"),
                RawLines.record("orders", 1, "{}"),
                "garbage",
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                        + "{\"name\":\"users\"}},\"sourceStats\":{\"recordCount\":1234.0}}}");

        assertThat(run(raw.toString(), "--output", output().toString())).isZero();
        assertThat(err.toString().lines())
                .containsExactly(
                        "table                            rows    superseded      rejected",
                        "dim_accounts                        1             0             0",
                        "dim_accounts_history                1             0             0",
                        "dim_users                           1             0             0",
                        "fact_events                         0             0             0",
                        "fact_invoice_line_items             0             0             0",
                        "fact_invoices                       0             0             0",
                        "warning: dim_users.account_id: expected the key of a row of dim_accounts, found gone (1 row)",
                        "warning: " + raw + ", line 5: the state counts 1234 records of users since the previous one,"
                                + " but 1 were found",
                        "warning: no table is built from stream orders, 1 record",
                        "1 reject; results in " + output());
    }

    @Test
    void quietSaysNothing() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD, "garbage");

        assertThat(run(raw.toString(), "--quiet", "--output", output().toString()))
                .isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 0", "99, 0"})
    void moreRejectsThanAllowedFail(String max, int exitCode) {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD, "garbage", "{}");

        assertThat(run(raw.toString(), "--max-rejects", max, "--output", output().toString()))
                .isEqualTo(exitCode);
        assertThat(Files.exists(output().resolve("dim_accounts.csv"))).isEqualTo(exitCode == 0);
        assertThat(output()).isDirectoryContaining("glob:**/rejects.jsonl");
        if (exitCode != 0) {
            assertThat(err.toString())
                    .startsWith("normalizer: 2 rejects, and " + max + " are allowed. See " + output());
        }
    }

    /** A reject of an element counts as one of a line does. */
    @Test
    void everyRejectCounts() {
        Path raw = RawLines.write(
                folder.resolve("raw.jsonl"),
                "garbage",
                RawLines.record("accounts", 1, "{\"name\":\"rejected for two tables\"}"),
                RawLines.record("invoices", 1, "{\"id\":\"i\",\"line_items\":[{},{}]}"));

        assertThat(run(raw.toString(), "--strict", "--output", output().toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("normalizer: 5 rejects, and 0 are allowed.");
    }

    @Test
    void onlyTheTablesThatAreAskedForAreMade() throws IOException {
        Path raw = RawLines.write(
                folder.resolve("raw.jsonl"),
                GOOD,
                RawLines.record("accounts", 1, "{\"id\":\"rejected for the history alone\"}"));

        assertThat(run(raw.toString(), "--strict", "--only", "dim_users,dim_accounts", "--output", output().toString()))
                .isZero();
        try (Stream<Path> entries = Files.list(output())) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "dim_accounts.csv",
                            "dim_users.csv",
                            "rejects.jsonl",
                            "report.json",
                            "schema.sql",
                            "schema.yml");
        }
    }

    @Test
    void aTableThatIsNotThereCannotBeAskedFor() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--only", "dim_users,dim_user", "--output", output().toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("normalizer: There is no table dim_user. There are dim_accounts, ")
                .hasLineCount(1);
        assertThat(output()).doesNotExist();
    }

    @Test
    void aPageIsWrittenWhereItIsAskedFor() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);
        Path page = folder.resolve("report.html");

        assertThat(run(raw.toString(), "--output", output().toString(), "--report-html", page.toString()))
                .isZero();
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("dim_accounts", raw.toString());
    }

    /** A terminal would obey them, and a line break would let data pass for a warning. */
    @Test
    void noControlCharacterOfTheDataReachesTheTerminal() {
        Path raw = RawLines.write(
                folder.resolve("raw.jsonl"),
                RawLines.record(
                        "users",
                        1,
                        "{\"id\":\"u\",\"account_id\":\"\\u001b[2Jx\\nwarning: forged " + "y".repeat(1_000)
                                + "\",\"updated_at\":\"2024-01-01T00:00:00Z\"}"),
                RawLines.record("a\\u001b[0m\\nb", 1, "{}"));

        assertThat(run(raw.toString(), "--output", output().toString())).isZero();
        assertThat(err.toString())
                .contains("found \\u001b[2Jx\\u000awarning: forged yyy", "yyy... (1 row)")
                .contains("no table is built from stream a\\u001b[0m\\u000ab, 1 record")
                .doesNotContain("\u001b", "\nwarning: forged", "y".repeat(100));
    }

    /** UTF-8 cannot encode it; the page has a question mark for it, as {@code report.json} does. */
    @Test
    void aPageIsWrittenOfAStreamWhoseNameHasHalfOfASurrogatePair() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD, RawLines.record("orders\\ud800", 1, "{}"));
        Path page = folder.resolve("report.html");

        assertThat(run(raw.toString(), "--output", output().toString(), "--report-html", page.toString()))
                .isZero();
        assertThat(page).content().contains("orders?");
        assertThat(output().resolve("report.json")).content().contains("orders?");
    }

    @Test
    void anEmptyNameIsNoOutput() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(raw.toString(), "--output", "")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("normalizer: The name of the output is empty. Name a folder with --output.");
    }

    @Test
    void theTablesCanBeListed() {
        assertThat(run("tables")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "dim_accounts: stream accounts, key id. An account, in its newest version.",
                        "dim_accounts_history: stream accounts, key id, valid_from. A version of an account.",
                        "dim_users: stream users, key id. A user, in its newest version.",
                        "fact_events: stream events, key id. An event.",
                        "fact_invoice_line_items: stream invoices, key invoice_id, id."
                                + " A line item of the newest version of an invoice.",
                        "fact_invoices: stream invoices, key id. An invoice, in its newest version.");
    }

    @Test
    void theUsersTablesAreListedToo() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("definitions"));
        Files.writeString(tables.resolve("t.json"), """
                {"name": "t", "stream": "s", "namespace": "public", "key": ["id"],
                 "columns": [{"name": "id", "type": "string", "from": ["/a|b", "/id"], "default": "none"}]}
                """);

        assertThat(run("tables", "--tables", tables.toString(), "--only=t")).isZero();
        assertThat(out.toString()).startsWith("t: stream public.s, key id.").hasLineCount(1);

        assertThat(run("tables", "--tables", tables.toString(), "--only=t", "--markdown"))
                .isZero();
        assertThat(out.toString()).endsWith("""
                        # Data dictionary

                        ## t

                        - Stream: `public.s`
                        - Key: `id`

                        | column | type | from | meaning |
                        | --- | --- | --- | --- |
                        | id | string | `/a\\|b` `/id` or `none` |  |
                        """);
    }

    /** {@code docs/data-dictionary.md} is what this command prints. */
    @Test
    void theDataDictionaryOfTheRepositoryIsUpToDate() {
        assertThat(run("tables", "--markdown")).isZero();
        assertThat(Path.of("../docs/data-dictionary.md")).hasContent(out.toString());
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
    void memoryThatRunsOutIsSaidSoWhereverItHappens() {
        PrintWriter printer = new PrintWriter(err);

        new FailureHandler().handle(new ExceptionInInitializerError(new OutOfMemoryError("Java heap space")), printer);
        new FailureHandler()
                .handle(
                        new NoClassDefFoundError("Could not initialize class X")
                                .initCause(new ExceptionInInitializerError(
                                        "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"w\"]")),
                        printer);

        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("normalizer: The heap is too small, "));
    }

    @Test
    void anInterruptIsSaidSo() {
        new FailureHandler().handle(new CancellationException("interrupted"), new PrintWriter(err));

        assertThat(err.toString())
                .isEqualTo("normalizer: The run was interrupted; the tables were left as they are."
                        + System.lineSeparator());
    }

    /** Renaming the result into its place would replace the input. */
    @ParameterizedTest
    @ValueSource(strings = {"rejects.jsonl", "report.json", "dim_accounts.csv", "schema.sql"})
    void anInputInThePlaceOfAResultIsRefused(String name) throws IOException {
        Files.createDirectory(output());
        Path input = Files.writeString(output().resolve(name), RECORD_LINE);
        Path symbolicLink = Files.createSymbolicLink(folder.resolve("symbolic.jsonl"), input);
        Path hardLink = Files.createLink(folder.resolve("hard.jsonl"), input);

        for (Path path : List.of(input, symbolicLink, hardLink)) {
            assertThat(run("--output", output().toString(), path.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("Input " + path + " is the file that the run would replace");
            assertThat(output()).isDirectoryContaining(file -> file.endsWith(name));
            assertThat(input).hasContent(RECORD_LINE);
        }
    }

    @Test
    void anInputThatThePageWouldReplaceIsRefused() throws IOException {
        Path input = Files.writeString(folder.resolve("raw.jsonl"), RECORD_LINE);

        assertThat(run("--output", output().toString(), "--report-html", input.toString(), input.toString()))
                .isEqualTo(1);
        assertThat(input).hasContent(RECORD_LINE);
    }

    @Test
    void tablesAreInTheFormatsThatAreAskedFor() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);

        assertThat(run(
                        raw.toString(),
                        "--only",
                        "dim_accounts",
                        "--format",
                        "parquet,duckdb",
                        "--output",
                        output().toString()))
                .isZero();
        assertThat(new Results(output()).names())
                .containsExactly(
                        "analytics.duckdb", "dim_accounts.parquet", "rejects.jsonl", "report.json", "schema.yml");
        assertThat(err.toString()).doesNotContain("warning");
    }

    /** They would be taken for those of this run. */
    @Test
    void filesOfOtherFormatsAreLeftAloneAndNamed() {
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);
        String[] common = {raw.toString(), "--only", "dim_accounts", "--output", output().toString()};
        assertThat(run(common)).isZero();
        String csv = new Results(output()).text("dim_accounts.csv");
        RawLines.write(raw, GOOD.replace("\"a\"", "\"b\""));

        assertThat(run(raw.toString(), "--only", "dim_accounts", "--format=parquet", "--output", output().toString()))
                .isZero();

        assertThat(err.toString().lines())
                .last()
                .isEqualTo("warning: not of this run, which was not asked for these formats: dim_accounts.csv,"
                        + " schema.sql");
        assertThat(new Results(output()).text("dim_accounts.csv")).isEqualTo(csv);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orc", "csv,orc", "CSV", "", "csv,,parquet"})
    void aFormatThatDoesNotExistIsRefused(String formats) {
        assertThat(run("--format", formats)).isEqualTo(2);
        assertThat(err.toString()).contains("--format must be csv, parquet or duckdb, or several of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dim_accounts.parquet", "analytics.duckdb"})
    void neitherAnInputNorAFolderIsReplacedByAnyFormat(String name) throws IOException {
        Files.createDirectory(output());
        Path input = Files.writeString(output().resolve(name), RECORD_LINE);

        assertThat(run("--output", output().toString(), "--format", "parquet,duckdb", input.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Input " + input + " is the file that the run would replace");

        Files.delete(input);
        Files.createDirectory(input);
        Path raw = RawLines.write(folder.resolve("raw.jsonl"), GOOD);
        assertThat(run("--output", output().toString(), "--format", "parquet,duckdb", raw.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is a folder, but a file is to be written there");
        assertThat(output()).isDirectoryNotContaining("glob:**/.*");
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
        return NormalizerCommand.commandLine(new Termination())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }
}
