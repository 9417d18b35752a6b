package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as its users see it: exit status, messages, and what is left behind. */
class MainTest {
    private static final String ACCOUNT =
            RawText.record("accounts", 1, "{\"id\":\"a\",\"name\":\"A\",\"updated_at\":\"2024-01-01T00:00:00Z\"}");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path raw;
    private Path output;

    @BeforeEach
    void writeInput() {
        raw = RawText.write(folder.resolve("raw.jsonl"), List.of(ACCOUNT, "garbage"));
        output = folder.resolve("out");
    }

    private int run(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return new Main(LocalSpark::session, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(texts);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    @Test
    void aRunEndsWithASummary() {
        assertThat(run(raw, "--output", output)).isZero();

        assertThat(err()).contains("dim_accounts ", "1 reject; results in " + output);
        assertThat(Comparison.csv(output.resolve("dim_accounts"))).contains("\r\na,A,");
        assertThat(output.resolve("rejects/part-00000.jsonl")).content().contains("\"line\":2,");
        assertThat(output.toFile().list())
                .containsExactlyInAnyOrder(
                        "dim_accounts",
                        "dim_accounts_history",
                        "dim_users",
                        "fact_events",
                        "fact_invoice_line_items",
                        "fact_invoices",
                        "rejects",
                        "report.json",
                        "schema.sql",
                        "schema.yml");
    }

    @Test
    void theNextRunReplacesTheResults() {
        assertThat(run(raw, "--output", output, "--quiet")).isZero();
        RawText.write(raw, List.of(ACCOUNT.replace("\"A\"", "\"B\"")));

        assertThat(run(raw, "--output", output, "--only=dim_accounts")).isZero();

        assertThat(Comparison.csv(output.resolve("dim_accounts"))).contains("\r\na,B,");
        assertThat(output.resolve("rejects/part-00000.jsonl")).isEmptyFile();
        assertThat(output.resolve("dim_users")).isDirectory();
    }

    @Test
    void tooManyRejectsLeaveTheTablesAsTheyAre() {
        assertThat(run(raw, "--output", output, "--strict")).isEqualTo(1);

        assertThat(err())
                .isEqualToIgnoringNewLines("dataconnector-spark: 1 reject, and 0 are allowed. See " + output
                        + "/rejects; the tables were left as they are.");
        assertThat(output.toFile().list()).containsExactlyInAnyOrder("rejects", "report.json");
    }

    @Test
    void inputsAreGlobsInTheOrderOfTheirPaths() throws IOException {
        Files.move(raw, folder.resolve("in-2.jsonl"));
        RawText.write(folder.resolve("in-1.jsonl"), List.of(ACCOUNT.replace("\"A\"", "\"older\"")));

        assertThat(run(folder.resolve("in-*.jsonl").toUri(), "--output", output.toUri(), "--only", "dim_accounts"))
                .as(err())
                .isZero();

        assertThat(Comparison.csv(output.resolve("dim_accounts"))).contains("\r\na,A,");
    }

    @Test
    void aFileThatLooksLikeAGlobIsAFile() throws IOException {
        Path odd = Files.move(raw, folder.resolve("a{1}[2].jsonl"));

        assertThat(run(odd, "--output", output, "--only", "dim_accounts"))
                .as(err())
                .isZero();
    }

    /** One line, nothing written. */
    private void assertRefused(int status, String message) {
        assertThat(err().lines()).singleElement().asString().isEqualTo("dataconnector-spark: " + message);
        assertThat(status).isEqualTo(1);
        assertThat(output).doesNotExist();
    }

    @Test
    void aMissingInputIsRefused() {
        Path missing = folder.resolve("missing.jsonl");

        assertRefused(run(missing, "--output", output), "Input " + missing + " cannot be read: there is no such file.");
    }

    @Test
    void aGlobWithoutMatchesIsRefused() {
        Path glob = folder.resolve("missing-*.jsonl");

        assertRefused(
                run(glob, "--output", output), "No input matches " + glob + ". Name the files that hold raw outputs.");
    }

    @Test
    void aTableInThePlaceOfTheRejectsIsRefused() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("tables"));
        Files.writeString(
                tables.resolve("rejects.json"),
                "{\"name\":\"rejects\",\"stream\":\"accounts\",\"key\":[\"id\"],\"version\":\"updated_at\",\"columns\":["
                        + "{\"name\":\"id\",\"type\":\"string\",\"from\":[\"/id\"],\"required\":true},"
                        + "{\"name\":\"updated_at\",\"type\":\"timestamp\",\"from\":[\"/updated_at\"]}]}");

        assertRefused(
                run(raw, "--output", output, "--tables", tables),
                "Table rejects would have the place of the rejects. Give it another name, or leave it out with --only.");
    }

    @Test
    void aFolderAsInputIsRefused() {
        assertRefused(
                run(folder, "--output", output),
                "Input " + folder + " is a folder. Name the files in it, for example " + folder + "/*.jsonl.");
    }

    @Test
    void standardInputIsRefused() {
        assertRefused(
                run("-", "--output", output),
                "Standard input cannot be read by a cluster. Write it to a file, and name that.");
    }

    @Test
    void anEmptyInputIsRefused() {
        Path empty = RawText.write(folder.resolve("empty.jsonl"), new byte[0]);

        assertRefused(
                run(raw, empty, "--output", output),
                "Input " + empty + " is empty. A read writes messages even when there is nothing to read: see why it"
                        + " failed.");
    }

    @Test
    void anInputWithoutAnyMessageIsRefused() {
        RawText.write(raw, List.of("id,name", "1,A"));

        assertRefused(
                run(raw, "--output", output),
                "No Airbyte message in " + raw + ". Name the files that `connector read` was written to.");
    }

    @Test
    void aTornGzipIsRefused() {
        byte[] whole = RawText.gzip((ACCOUNT + "\n").repeat(1_000).getBytes(UTF_8));
        Path torn = RawText.write(folder.resolve("torn.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertRefused(
                run(raw, torn, "--output", output),
                "Input " + torn + " cannot be read: it is gzip and ends before it is complete.");
    }

    @Test
    void aCodecThatIsNotReadIsRefused() {
        Path other = RawText.write(folder.resolve("raw.jsonl.bz2"), "BZh9".getBytes(UTF_8));

        assertRefused(
                run(other, "--output", output),
                "Input " + other + " is compressed by a codec that is not read, BZip2Codec. Decompress it, or compress"
                        + " it with gzip or zstd.");
    }

    @Test
    void aSchemeWithoutAFileSystemIsRefused() {
        assertThat(run("nowhere://bucket/raw.jsonl", "--output", output)).isEqualTo(1);

        assertThat(err().lines())
                .singleElement()
                .asString()
                .contains("nowhere://bucket/raw.jsonl cannot be read: no file");
    }

    @Test
    void aWrongDefinitionIsRefused() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("tables"));
        Files.writeString(tables.resolve("t.json"), "{\"name\":\"t\"}");

        assertThat(run(raw, "--output", output, "--tables", tables)).isEqualTo(1);

        assertThat(err()).startsWith("dataconnector-spark: Table definition " + tables.resolve("t.json"));
        assertThat(output).doesNotExist();
    }

    @Test
    void anOutputThatIsAFileIsRefused() {
        assertThat(run(raw, "--output", raw)).isEqualTo(1);

        assertThat(err())
                .isEqualToIgnoringNewLines("dataconnector-spark: Output " + raw
                        + " is a file. Name a folder, which is created if need be.");
    }

    @Test
    void aFolderOfSomebodyElseIsNotReplaced() throws IOException {
        Path delta = Files.createDirectories(output.resolve("dim_users"));
        Files.writeString(delta.resolve("part-00000.parquet"), "precious");

        assertThat(run(raw, "--output", output)).isEqualTo(1);

        assertThat(err())
                .isEqualToIgnoringNewLines(
                        "dataconnector-spark: Output " + delta + " exists and was not written by this"
                                + " program. Move it elsewhere, or name another folder with --output.");
        assertThat(output.toFile().list()).containsExactly("dim_users");
        assertThat(delta.resolve("part-00000.parquet")).hasContent("precious");
    }

    /** It would load parts that are not there any more. Statements of the user are not this program's. */
    @Test
    void theStatementsOfAnEarlierRunGoWithItsParts() throws IOException {
        assertThat(run(raw, "--output", output, "--only=dim_users", "--quiet")).isZero();
        assertThat(output.resolve("schema.sql")).isRegularFile();

        assertThat(run(raw, "--output", output, "--only=dim_users", "--format=parquet", "--quiet"))
                .isZero();

        assertThat(output.toFile().list())
                .containsExactlyInAnyOrder("dim_users", "rejects", "report.json", "schema.yml");
        Path own = Files.writeString(output.resolve("schema.sql"), "-- Mine\n");
        assertThat(run(raw, "--output", output, "--only=dim_users", "--format=parquet", "--quiet"))
                .isZero();
        assertThat(own).hasContent("-- Mine\n");
    }

    /** As the tables do. */
    @Test
    void theStatementsOfAnEarlierRunStayIfARunFails() {
        assertThat(run(raw, "--output", output, "--only=dim_users", "--quiet")).isZero();

        assertThat(run(raw, "--output", output, "--only=dim_users", "--format=parquet", "--strict"))
                .isEqualTo(1);

        assertThat(output.resolve("schema.sql")).isRegularFile();
    }

    /** A folder with results of this program may also have a folder of that name, which it never makes. */
    @Test
    void aFolderInThePlaceOfASchemaIsNotReplaced() throws IOException {
        assertThat(run(raw, "--output", output, "--only=dim_users", "--format=parquet", "--quiet"))
                .isZero();
        assertThat(output.resolve("schema.yml")).isRegularFile();
        Path models = Files.createDirectory(output.resolve("schema.sql"));

        assertThat(run(raw, "--output", output, "--only=dim_users")).isEqualTo(1);

        assertThat(err()).contains("Output " + models + " exists and was not written by this program.");
        assertThat(models).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|--output is missing: name the folder of the results",
                "--output o|no input is named",
                "x --output|--output needs a value",
                "x --output=|the value of --output is empty",
                "x --output o --format orc|--format is csv or parquet, not orc",
                "x --output o --max-rejects -1|--max-rejects is a whole number from 0 on, not -1",
                "x --output o --split-bytes 0|--split-bytes is a whole number from 1 on, not 0",
                "x --output o --partitions many|--partitions is a whole number from 1 on, not many",
                "x --output o --strict=yes|--strict takes no value",
                "x --output o --no-shipped-tables|--no-shipped-tables needs --tables DIR",
                "x --output o --fast|there is no option --fast"
            })
    void aWrongCommandLineIsRefused(String line, String message) {
        assertThat(run((Object[]) line.split(" "))).isEqualTo(2);

        assertThat(err()).isEqualToIgnoringNewLines("dataconnector-spark: " + message + ". See --help.");
    }

    @Test
    void helpAndVersionNeedNoSession() {
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();

        assertThat(out.toString(UTF_8)).contains("Usage: spark-submit", "dataconnector-spark ");
        assertThat(err()).isEmpty();
    }
}
