package io.dataconnector.normalizer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code diff} prints, in words and as JSON, and what it refuses. */
class DiffCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void define() throws IOException {
        Files.createDirectories(folder.resolve("tables"));
        define("t", "integer");
    }

    private void define(String name, String keyType) throws IOException {
        Files.writeString(folder.resolve("tables").resolve(name + ".json"), """
                {"name": "%s", "stream": "s", "key": ["id"], "columns": [
                  {"name": "id", "type": "%s", "from": ["/id"]},
                  {"name": "a", "type": "string", "from": ["/a"]},
                  {"name": "b", "type": "string", "from": ["/b"]}]}
                """.formatted(name, keyType));
    }

    @Test
    void everyKindOfDifferenceIsNamed() throws IOException {
        table("old", "t", "id,a,gone,b", "1,x,,y", "2,same,,", "9,removed,,", "10,\"q\n\u001b\",,");
        table("new", "t", "id,b,a,came", "1,z,x,", "2,,same,", "3,added,,", "10,,\"\",");
        table("old", "only_old", "id", "1");
        table("new", "only_new", "id", "1");

        assertThat(diff()).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                only_new: only in the new folder
                only_old: only in the old folder
                t: 4 rows -> 4: 1 added, 1 removed, 2 changed
                  columns added: came
                  columns removed: gone
                  columns moved: b, a
                  changed: a (1), b (1)
                  - id=9
                  + id=3
                  ~ id=1: b "y" -> "z"
                  ~ id=10: a "q\\n\\u001B" -> ""
                3 of 3 tables differ.
                """);
    }

    @Test
    void equalTablesAreEqualAndTheirDifferencesAreNone() throws IOException {
        table("old", "t", "id,a,b", "1,x,y");
        table("new", "t", "id,a,b", "1,x,y");

        assertThat(diff()).isZero();
        assertThat(out.toString()).isEqualTo("""
                t: 1 row, all equal
                No differences in 1 table.
                """);
    }

    @Test
    void noMoreThanTenRowsAreShown() throws IOException {
        String[] rows = IntStream.range(0, 12)
                .mapToObj(i -> i + "," + "v".repeat(100) + ",")
                .toArray(String[]::new);
        table("old", "t", "id,a,b", "5,short,");
        table("new", "t", "id,a,b", rows);

        assertThat(diff()).isEqualTo(1);
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("  + "))
                .hasSize(10);
        assertThat(out.toString())
                .contains("\n  ~ id=5: a \"short\" -> \"v", "...\"\n", "\n  and 1 more\n")
                .doesNotContain("v".repeat(100));
    }

    @Test
    void aDocumentHasWhatItsSchemaSays() throws IOException, InvalidDocumentException {
        table("old", "t", "id,gone,b,a", "1,,x,y", "2,,,");
        table("new", "t", "id,a,b,came", "1,,z,", "3,,,");
        table("old", "only_old", "id", "1");

        assertThat(diff("--json")).isEqualTo(1);

        Document document = Document.read(Files.writeString(folder.resolve("diff.json"), out.toString()));
        DocumentSchema.ofResource(TableDefinitions.class, "diff.schema.json").check(document);
        JsonNode table = document.content().path("tables").path(1);
        assertThat(document.content().path("equal").booleanValue()).isFalse();
        assertThat(document.content().at("/tables/0/in").textValue()).isEqualTo("old");
        assertThat(table.at("/schema/added/0").textValue()).isEqualTo("came");
        assertThat(table.at("/schema/removed/0").textValue()).isEqualTo("gone");
        assertThat(table.at("/rows/added").intValue()).isEqualTo(1);
        assertThat(table.at("/rows/removed").intValue()).isEqualTo(1);
        assertThat(table.at("/rows/changed_by_column/a").intValue()).isEqualTo(1);
        assertThat(table.at("/rows/examples/changed/0/key/id").textValue()).isEqualTo("1");
    }

    @Test
    void rejectsOfTheReportsAreNoted() throws IOException {
        Path raw = Files.writeString(folder.resolve("raw.jsonl"), """
                {"type":"RECORD","record":{"stream":"s","emitted_at":1,"data":{"id":1}}}
                """);
        normalize(raw, "old");
        Files.writeString(raw, Files.readString(raw) + "torn\n{}\n");
        normalize(raw, "new");

        assertThat(run("diff", path("old"), path("new"))).isZero();
        assertThat(out.toString()).isEqualTo("""
                t: 1 row, all equal
                note: 0 rejects -> 2
                No differences in 1 table.
                """);
    }

    private void normalize(Path raw, String output) {
        assertThat(run(
                        raw.toString(),
                        "--quiet",
                        "--no-shipped-tables",
                        "--tables=" + path("tables"),
                        "--output=" + path(output)))
                .as(err.toString())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '1,"open'          | line 2: a quoted field is not closed
                    '1,x'              | line 2: expected 3 fields, found 2
                    '1,x,y\\n1,x,y'    | line 3: the key is the same as in the previous row
                    '2,x,y\\n1,x,y'    | line 3: the row is not in the order of the key
                    ',x,y'             | line 2: column id of the key has no value
                    'one,x,y'          | line 2: column id of the key must be of type integer
                    '9999999999999999999,x,y' | line 2: column id of the key must be of type integer
                    """)
    void aFileThatIsNoResultIsRefused(String rows, String message) throws IOException {
        table("old", "t", "id,a,b", rows.replace("\\n", "\n").split("\n"));
        table("new", "t", "id,a,b", "1,x,y");

        assertRefused(diff(), message);
    }

    @ParameterizedTest
    @CsvSource({"boolean, TRUE", "timestamp, yesterday"})
    void aKeyIsOfItsType(String type, String value) throws IOException {
        define("t", type);
        table("old", "t", "id,a,b", value + ",x,y");
        table("new", "t", "id,a,b");

        assertRefused(diff(), "column id of the key must be of type " + type);
    }

    @ParameterizedTest
    @CsvSource({"boolean, false, true", "timestamp, 2024-01-01T00:00:00Z, 2024-01-01T00:00:00.001Z"})
    void aKeyIsInTheOrderOfItsType(String type, String first, String second) throws IOException {
        define("t", type);
        table("old", "t", "id,a,b", first + ",x,y", second + ",x,y");
        table("new", "t", "id,a,b", first + ",x,y", second + ",x,y");

        assertThat(diff()).as(err.toString()).isZero();
    }

    @Test
    void aHeaderIsNamesThatDiffer() throws IOException {
        table("new", "t", "id,a,b");
        table("old", "t", "id,a,a");
        assertRefused(diff(), "line 1: two columns have the same name");
        table("old", "t", "id,,b");
        assertRefused(diff(), "line 1: a column has no name");
        table("old", "t", "a,b");
        assertRefused(diff(), "has no column id, which is part of its key");
        Files.writeString(folder.resolve("old/t.csv"), "");
        assertRefused(diff(), "is empty: it has no header");
        Files.write(folder.resolve("old/t.csv"), new byte[] {'i', 'd', '\n', (byte) 0xff});
        assertRefused(diff(), "the file is not UTF-8");
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        assertRefused(run("diff", path("nowhere"), path("nowhere")), "nowhere");
        Files.createDirectories(folder.resolve("old"));
        Files.createDirectories(folder.resolve("new"));
        assertRefused(diff(), "Neither of the folders holds a table, a file *.csv.");
        assertRefused(diff("--only=t"), "Neither of the folders has a table t. They have none.");
        table("old", "t", "id,a,b");
        table("new", "t", "id,a,b");
        assertRefused(diff("--only=u"), "Neither of the folders has a table u. They have t.");
        assertRefused(diff("--ignore=c"), "There is no column c to ignore.");
        assertRefused(diff("--ignore=t.id"), "Column t.id is part of the key and cannot be ignored.");
        Files.writeString(folder.resolve("old/report.json"), "{");
        assertRefused(diff(), "report.json");
    }

    @Test
    void columnsAreLeftOutOnRequest() throws IOException {
        table("old", "t", "id,a,b", "1,x,y");
        table("new", "t", "id,a,b", "1,other,y");

        assertThat(diff("--ignore=t.a")).isZero();
    }

    /** Its tables would be none. */
    @ParameterizedTest
    @CsvSource({"tables", "raw.jsonl"})
    void withoutShippedTablesThereMustBeOthers(String argument) throws IOException {
        Files.writeString(folder.resolve("raw.jsonl"), "{}\n");
        String first = argument.equals("tables") ? argument : path(argument);

        assertThat(run(first, "--no-shipped-tables")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--no-shipped-tables needs --tables=DIR")
                .contains("Usage: normalizer");
    }

    @Test
    void withoutShippedTablesThereAreTheUsersAlone() {
        assertThat(run("tables", "--no-shipped-tables", "--tables=" + path("tables")))
                .isZero();
        assertThat(out.toString()).startsWith("t: stream s, key id.").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "analytics.duckdb"})
    void tablesInOtherFormatsAreNotCompared(String name) throws IOException {
        table("old", "t", "id,a,b", "1,x,y");
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(folder.resolve("new").resolve(name), "");

        assertRefused(diff(), "have no CSV files, which is what is compared");
    }

    private void assertRefused(int exitCode, String message) {
        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("normalizer: ").contains(message).hasLineCount(1);
    }

    private void table(String results, String name, String header, String... rows) throws IOException {
        Files.createDirectories(folder.resolve(results));
        StringBuilder csv = new StringBuilder(header).append("\r\n");
        for (String row : rows) {
            csv.append(row).append("\r\n");
        }
        Files.writeString(folder.resolve(results).resolve(name + ".csv"), csv);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int diff(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "diff";
        arguments[1] = path("old");
        arguments[2] = path("new");
        arguments[3] = "--tables=" + path("tables");
        System.arraycopy(options, 0, arguments, 4, options.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return NormalizerCommand.commandLine(new Termination())
                .setExecutionExceptionHandler(new FailureHandler())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
