package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code normalizer diff} from the outside: every outcome, in words, in JSON and by exit status. */
class DiffIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    private static final String DEFINITION = """
            {"name": "t", "stream": "s", "key": ["id"], "columns": [
              {"name": "id", "type": "integer", "from": ["/id"]},
              {"name": "a", "type": "string", "from": ["/a"]},
              {"name": "b", "type": "string", "from": ["/b"]}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void define() throws IOException {
        Files.createDirectories(folder.resolve("tables"));
        Files.writeString(folder.resolve("tables/t.json"), DEFINITION);
    }

    @Test
    void theTablesOfTheFixturesAreTheGoldenOnesWhichHaveNoReport() {
        RawLines.write(folder.resolve("raw_output.jsonl"), RawFixtures.lines());
        assertThat(run().exitCode()).isZero();

        Result result = run("diff", GOLDEN.toString(), "analytics");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("dim_accounts: 14 rows, all equal\n")
                .endsWith("No differences in 6 tables.\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theKeyOfATableIsInItsReport() {
        normalize("old", "{\"id\":9,\"a\":\"x\"}", "{\"id\":10,\"a\":\"y\"}");
        normalize("new", "{\"id\":9,\"a\":\"x\"}", "{\"id\":11,\"a\":\"z\"}", "{\"id\":10,\"a\":\"\"}");

        Result result = run("diff", "old", "new");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("""
                t: 2 rows -> 3: 1 added, 0 removed, 1 changed
                  changed: a (1)
                  + id=11
                  ~ id=10: a "y" -> ""
                1 of 1 table differs.
                """);
    }

    @Test
    void nullIsNotTheEmptyText() throws IOException {
        table("old", "id,a,b", "1,,x");
        table("new", "id,a,b", "1,\"\",x");

        Result result = diff();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("  ~ id=1: a null -> \"\"\n");
    }

    @Test
    void lineBreaksWithinFieldsAreCompared() throws IOException {
        table("old", "id,a,b", "1,\"x\ny\",", "2,\"p\r\nq\",");
        table("new", "id,a,b", "1,\"x\r\ny\",", "2,\"p\r\nq\",");

        Result result = diff();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("1 changed\n").contains("  ~ id=1: a \"x\\ny\" -> \"x\\r\\ny\"\n");
    }

    @Test
    void columnsThatAreAddedRemovedOrMovedAreADifference() throws IOException {
        table("old", "id,a,b,gone", "1,x,y,z");
        table("new", "id,b,a,more", "1,y,x,w");

        Result result = diff();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("""
                t: 1 row, all equal
                  columns added: more
                  columns removed: gone
                  columns moved: b, a
                1 of 1 table differs.
                """);
    }

    @Test
    void aTableOfOneFolderIsADifference() throws IOException {
        table("old", "id,a,b", "1,x,y");
        table("new", "id,a,b", "1,x,y");
        Files.writeString(folder.resolve("old/gone.csv"), "id\r\n");
        Files.writeString(folder.resolve("new/more.csv"), "id\r\n");

        Result result = diff();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("""
                gone: only in the old folder
                more: only in the new folder
                t: 1 row, all equal
                2 of 3 tables differ.
                """);
        assertThat(diff("--only", "t").exitCode()).isZero();
    }

    @Test
    void anotherKeyIsADifferenceAndRowsAreNotCompared() throws IOException {
        normalize("old", "{\"id\":1,\"a\":\"x\"}");
        Files.writeString(folder.resolve("tables/t.json"), DEFINITION.replace("[\"id\"]", "[\"a\"]"));
        normalize("new", "{\"id\":1,\"a\":\"x\"}");

        Result result = run("diff", "old", "new");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("the key has changed, rows are not compared\n  key: id integer -> a string\n");
    }

    @Test
    void columnsCanBeIgnored() throws IOException {
        table("old", "id,a,b", "1,x,y");
        table("new", "id,a,b", "1,z,y");

        assertThat(diff("--ignore", "a").exitCode()).isZero();
        assertThat(diff("--ignore=b,t.a").exitCode()).isZero();
        assertThat(diff("--ignore=b").exitCode()).isEqualTo(1);
        assertMisuse(diff("--ignore=nope,t.a"), "There is no column nope to ignore.");
        assertMisuse(diff("--ignore=id"), "Column t.id is part of the key and cannot be ignored.");
    }

    @Test
    void inJson() throws IOException, InvalidDocumentException {
        table("old", "id,a,b", "1,x,y", "2,x,y", "3,,y");
        table("new", "id,a,b", "1,x,y", "3,\"\",z", "4,x,y");

        Result result = diff("--json");

        assertThat(result.exitCode()).isEqualTo(1);
        DocumentSchema.ofResource(TableDefinitions.class, "diff.schema.json")
                .check(Document.read(Files.writeString(folder.resolve("diff.json"), result.out())));
        JsonNode json = Json.read(result.out());
        assertThat(json.path("equal").booleanValue()).isFalse();
        assertThat(Json.write(json.path("tables").path(0).path("rows")))
                .isEqualTo(
                        "{\"old\":3,\"new\":3,\"added\":1,\"removed\":1,\"changed\":1,\"changed_by_column\":{\"a\":1,\"b\":1},"
                                + "\"examples\":{\"added\":[{\"id\":\"4\"}],\"removed\":[{\"id\":\"2\"}],"
                                + "\"changed\":[{\"key\":{\"id\":\"3\"},\"columns\":{\"a\":{\"old\":null,\"new\":\"\"},"
                                + "\"b\":{\"old\":\"y\",\"new\":\"z\"}}}]}}");
    }

    @Test
    void tenExamplesOfAKindAreShown() throws IOException {
        String[] rows = new String[25];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i + ",x,y";
        }
        table("old", "id,a,b");
        table("new", "id,a,b", rows);

        Result result = diff();

        assertThat(result.out().lines().filter(line -> line.startsWith("  + "))).hasSize(10);
        assertThat(result.out()).contains("25 added").contains("  and 15 more\n");
    }

    @Test
    void aFileThatIsNotInTheOrderOfItsKeyIsAnError() throws IOException {
        table("old", "id,a,b", "9,\"x\r\ny\",", "10,,", "2,,");
        table("new", "id,a,b", "9,,");

        assertMisuse(diff(), "Table old/t.csv, line 5: the row is not in the order of the key");
    }

    @Test
    void aKeyThatOccursTwiceIsAnError() throws IOException {
        table("old", "id,a,b", "9,,");
        table("new", "id,a,b", "8,,", "8,,");

        assertMisuse(diff(), "Table new/t.csv, line 3: the key is the same as in the previous row.");
    }

    @Test
    void aFileThatIsNotATableIsAnError() throws IOException {
        table("new", "id,a,b", "9,,");
        table("old", "id,a,b", "9,");
        assertMisuse(diff(), "Table old/t.csv, line 2: expected 3 fields, found 2.");
        table("old", "id,a,b", "x,,");
        assertMisuse(diff(), "Table old/t.csv, line 2: column id of the key must be of type integer.");
        table("old", "id,a,b", ",,");
        assertMisuse(diff(), "Table old/t.csv, line 2: column id of the key has no value.");
        table("old", "id,a,b", "1,\"open,");
        assertMisuse(diff(), "Table old/t.csv, line 2: a quoted field is not closed.");
        table("old", "a,b", "1,2");
        assertMisuse(diff(), "Table old/t.csv has no column id, which is part of its key.");
        Files.write(folder.resolve("old/t.csv"), new byte[] {'i', 'd', '\r', '\n', (byte) 0xff, '\r', '\n'});
        assertMisuse(diff(), "the file is not UTF-8.");
        Files.writeString(folder.resolve("old/t.csv"), "");
        assertMisuse(diff(), "Table old/t.csv is empty: it has no header.");
    }

    @Test
    void misuseIsNoDifference() throws IOException {
        table("old", "id,a,b", "1,x,y");
        assertMisuse(run("diff", "old", "nope"), "Results nope do not exist");
        assertMisuse(run("diff", "old", "tables/t.json"), "Results tables/t.json are not a folder.");
        assertMisuse(run("diff", "old"), "Missing required parameter: 'NEW'");
        Files.createDirectories(folder.resolve("new"));
        assertMisuse(diff("--only=nope"), "Neither of the folders has a table nope.");
        assertMisuse(run("diff", "new", "new"), "Neither of the folders holds a table");
        table("new", "id,a,b", "1,x,y");
        assertMisuse(run("diff", "old", "new"), "The key of table t is not known");
        assertMisuse(run("diff", "old", "new", "--tables=nope"), "no such folder");
        Files.writeString(folder.resolve("new/report.json"), "{\"tables\": 7}");
        assertMisuse(diff(), "Report new/report.json is not the report of a run");
        Files.writeString(folder.resolve("new/report.json"), "null");
        assertMisuse(diff(), "Report new/report.json is not the report of a run");
    }

    /** What an older version wrote has no keys, and newer ones may write more. */
    @Test
    void aReportOfAnotherVersionIsRead() throws IOException {
        table("old", "id,a,b", "1,x,y");
        table("new", "id,a,b", "1,x,y");
        Files.writeString(folder.resolve("old/report.json"), """
                {"tables": [{"name": "t", "stream": "s", "rows": 1, "superseded": 0, "rejects": {"wrong_type": 2},
                             "findings": [], "first_updated_at": null, "last_updated_at": "2024-01-01T00:00:00Z"}],
                 "streams": [], "inputs": [], "more": 1}
                """);

        Result result = diff();

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void tablesThatAreLargerThanTheHeapAreCompared() throws IOException {
        large("old", -1);
        large("new", 499_999);

        Result result = new NormalizerProgram(folder).withHeap("24m").run("diff", "old", "new", "--tables", "tables");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).contains("500,000 rows -> 500,000: 0 added, 0 removed, 1 changed\n");
    }

    private void large(String name, int changed) throws IOException {
        Files.createDirectories(folder.resolve(name));
        try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve(name + "/t.csv"))) {
            csv.write("id,a,b\r\n");
            for (int i = 0; i < 500_000; i++) {
                csv.write(i + ",some text that takes its room in memory and on disk," + (i == changed ? "x" : "")
                        + "\r\n");
            }
        }
    }

    private static void assertMisuse(Result result, String message) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    private void normalize(String output, String... records) {
        Path raw = folder.resolve(output + ".jsonl");
        String[] lines = new String[records.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = RawLines.record("s", 1, records[i]);
        }
        RawLines.write(raw, lines);
        Result result = run(raw.toString(), "--tables=tables", "--no-shipped-tables", "--output=" + output);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private void table(String name, String header, String... rows) throws IOException {
        Files.createDirectories(folder.resolve(name));
        StringBuilder csv = new StringBuilder(header + "\r\n");
        for (String row : rows) {
            csv.append(row).append("\r\n");
        }
        Files.writeString(folder.resolve(name + "/t.csv"), csv);
    }

    private Result diff(String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "diff";
        arguments[1] = "old";
        arguments[2] = "new";
        arguments[3] = "--tables";
        arguments[4] = "tables";
        System.arraycopy(options, 0, arguments, 5, options.length);
        return run(arguments);
    }

    private Result run(String... arguments) {
        return new NormalizerProgram(folder).run(arguments);
    }
}
