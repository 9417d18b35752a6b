package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The normalizer takes the raw output of any Airbyte source, and tables that nobody foresaw. */
class OtherSourcesIT {
    private static final Path SOURCES = Path.of("src/test/resources/sources");
    private static final Path DOCUMENTATION = Path.of("../docs/other-sources.md");

    @TempDir
    private Path folder;

    @Test
    void messagesOfAnySourceAreUnderstood() {
        RawLines.write(
                folder.resolve("raw_output.jsonl"),
                "{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1.0,"
                        + "\"connectorConfig\":{\"config\":{}}}}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ANALYTICS\",\"emitted_at\":1,"
                        + "\"analytics\":{\"type\":\"x\",\"value\":\"y\"}}}",
                "{\"type\":\"DESTINATION_CATALOG\",\"destinationCatalog\":{}}",
                "{\"record\":{\"data\":{\"updated_at\":\"2024-01-02T00:00:00Z\",\"name\":\"new\",\"id\":\"a\"},"
                        + "\"namespace\":\"\",\"emitted_at\":2,\"stream\":\"accounts\"},\"type\":\"RECORD\"}",
                "{ \"type\" : \"RECORD\" , \"record\" : { \"stream\" : \"accounts\" , \"namespace\" : null ,"
                        + " \"data\" : { \"id\" : \"a\" , \"name\" : \"old\" , \"updated_at\" : 1704067200000 } ,"
                        + " \"emitted_at\" : 3 , \"meta\" : { \"changes\" : [ ] } } }\r",
                RawLines.record("a_stream_that_no_table_wants", 1, "{\"id\":\"z\"}"));

        Result result = run("--strict");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(results().rows("dim_accounts"))
                .containsExactly(Arrays.asList("a", "new", null, null, null, null, null, "2024-01-02T00:00:00Z"));
        assertThat(results().report().path("inputs").path(0).path("messages").toString())
                .isEqualTo("{\"CONTROL\":1,\"DESTINATION_CATALOG\":1,\"RECORD\":3,\"TRACE\":1}");
    }

    /** {@code docs/other-sources.md} shows the definitions, the command and the tables of each source. */
    @ParameterizedTest
    @ValueSource(strings = {"shop", "helpdesk"})
    void aSourceThatNobodyForesawIsAFewDefinitions(String source) throws IOException {
        Path original = SOURCES.resolve(source);
        copy(original, folder);
        String documentation = Files.readString(DOCUMENTATION);
        List<Path> expected = files(original.resolve("expected"));
        List<String> tables = expected.stream().map(OtherSourcesIT::tableOf).toList();
        String arguments = "raw_output.jsonl --tables tables --only " + String.join(",", tables);

        Result result = run(arguments.split(" ", -1));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(documentation).contains("\n```sh\nnormalizer " + arguments + "\n```\n");
        for (Path table : expected) {
            assertThat(folder.resolve("analytics").resolve(table.getFileName())).hasSameBinaryContentAs(table);
            assertThat(documentation)
                    .contains("\n```csv\n" + Files.readString(table).replace("\r\n", "\n") + "```\n");
        }
        for (Path definition : files(original.resolve("tables"))) {
            assertThat(documentation).contains("\n```json\n" + Files.readString(definition) + "```\n");
        }
        assertThat(result.err().lines().filter(line -> line.startsWith("warning: fact_")))
                .hasSize(source.equals("shop") ? 1 : 0)
                .allSatisfy(line -> assertThat(documentation).contains("\n" + line + "\n"));
        assertThat(results().text("rejects.jsonl")).isEmpty();
        assertThat(results().report().path("inputs").path(0).path("gaps")).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                Files.createDirectories(target.getParent());
                Files.copy(entry, target);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static String tableOf(Path csv) {
        return csv.getFileName().toString().replace(".csv", "");
    }

    @Test
    void aTableMoreIsAFileMore() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("definitions"));
        Files.writeString(tables.resolve("tickets.json"), """
                {
                  "name": "fact_tickets",
                  "stream": "tickets",
                  "key": ["project", "number"],
                  "version": "changed_at",
                  "columns": [
                    {"name": "project", "type": "string", "from": ["/project/key"], "required": true},
                    {"name": "number", "type": "integer", "from": ["/number"], "required": true},
                    {"name": "title", "type": "string", "from": ["/title", "/summary"]},
                    {"name": "is_open", "type": "boolean", "from": ["/open"]},
                    {"name": "effort", "type": "decimal", "from": ["/effort"]},
                    {"name": "labels", "type": "json", "from": ["/labels"]},
                    {"name": "changed_at", "type": "timestamp", "from": ["/changed"]}
                  ]
                }
                """);
        RawLines.write(
                folder.resolve("raw_output.jsonl"),
                ticket(
                        "b",
                        "10",
                        "\"title\":\"ten, \\\"10\\\"\",\"open\":1,\"effort\":0.50,\"labels\":[ \"x\" , 1.0 ]"),
                ticket("b", "9", "\"summary\":\"nine\",\"open\":false,\"changed\":\"2024-01-02T00:00:00+01:00\""),
                ticket("b", "9", "\"summary\":\"older\",\"open\":true,\"changed\":\"2024-01-01T22:59:59Z\""),
                ticket("a", "\"11\"", "\"title\":\"\"," + "\"labels\":null"),
                ticket("a", "null", "\"title\":\"no number\""));

        Result result = run("--tables", "definitions");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(results().text("fact_tickets.csv")).isEqualTo("""
                        project,number,title,is_open,effort,labels,changed_at
                        a,11,"",,,,
                        b,9,nine,false,,,2024-01-01T23:00:00Z
                        b,10,"ten, ""10""\",true,0.50,"[""x"",1.0]",
                        """.replace("\n", "\r\n"));
        assertThat(results().rejects("fact_tickets"))
                .singleElement()
                .satisfies(
                        reject -> assertThat(reject.path("column").textValue()).isEqualTo("number"));
        assertThat(results().names())
                .as("the shipped tables are made all the same")
                .contains("dim_accounts.csv");
    }

    @Test
    void aShippedTableCanBeReplaced() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("definitions"));
        Files.writeString(tables.resolve("anything.json"), """
                {
                  "name": "dim_accounts", "stream": "customers", "key": ["id"],
                  "columns": [{"name": "id", "type": "string", "from": ["/customer_id"]}]
                }
                """);
        RawLines.write(folder.resolve("raw_output.jsonl"), RawLines.record("customers", 1, "{\"customer_id\":17}"));

        assertThat(run("--tables", "definitions").exitCode()).isZero();
        assertThat(results().rows("dim_accounts")).containsExactly(List.of("17"));
    }

    /** {@code tables} is a command too. */
    @Test
    void theFolderMayHaveTheNameOfACommand() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("tables"));
        Files.writeString(tables.resolve("things.json"), """
                {
                  "name": "things", "stream": "things", "key": ["id"],
                  "columns": [{"name": "id", "type": "string", "from": ["/id"]}]
                }
                """);
        RawLines.write(folder.resolve("raw_output.jsonl"), RawLines.log("hello"));

        Result result = run("--tables", "tables");

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void aDefinitionThatIsWrongIsToldWithItsPlace() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("definitions"));
        Files.writeString(tables.resolve("wrong.json"), """
                {
                  "name": "wrong", "stream": "s", "key": ["nothing"],
                  "columns": [{"name": "id", "type": "string", "from": ["/id"]}]
                }
                """);
        RawLines.write(folder.resolve("raw_output.jsonl"), RawLines.log("hello"));

        Result result = run("--tables", "definitions");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("wrong.json", "/key/0", "nothing").doesNotContain("\tat ");
    }

    private static String ticket(String project, String number, String members) {
        return RawLines.record(
                "tickets", 1, "{\"project\":{\"key\":\"" + project + "\"},\"number\":" + number + "," + members + "}");
    }

    private Result run(String... arguments) {
        return new NormalizerProgram(folder).run(arguments);
    }

    private Results results() {
        return new Results(folder.resolve("analytics"));
    }
}
