package io.dataconnector.normalizer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizationTest {
    private static final List<TableDefinition> TABLES = Tables.shipped("dim_accounts", "fact_invoices");

    @TempDir
    private Path folder;

    @Test
    void theFixturesMakeTheGoldenTables() throws IOException {
        Results results = new InProcessRun(folder, Tables.shipped()).ofFiles(List.of(RawFixtures.lines()));

        for (String table : Tables.GOLDEN) {
            assertThat(results.folder().resolve(table + ".csv"))
                    .hasSameBinaryContentAs(Path.of("src/test/resources/golden", table + ".csv"));
        }
        assertThat(results.folder().resolve(Normalization.REJECTS)).isEmptyFile();
    }

    @Test
    void theReportCountsWhatAnInputHad() throws IOException {
        Path raw = RawLines.write(
                input("raw.jsonl"),
                RawLines.log("hello"),
                "",
                account("a", "2024-01-01T00:00:00Z"),
                "garbage",
                "{}",
                RawLines.record("users", 1, "{}"),
                RawLines.record("users", 1, "[]"));

        run(raw);

        JsonNode report = json(output(Normalization.REPORT)).path("inputs").path(0);
        assertThat(report.path("name").textValue()).isEqualTo(raw.toString());
        assertThat(report.path("bytes").longValue()).isEqualTo(Files.size(raw));
        assertThat(report.path("lines").longValue()).isEqualTo(7);
        assertThat(report.path("messages")).isEqualTo(Json.read("{\"LOG\":1,\"RECORD\":2}"));
        assertThat(report.path("rejects"))
                .isEqualTo(Json.read("{\"bad_record\":1,\"not_a_message\":1,\"not_json\":1}"));
        assertThat(report.path("seconds").isNumber()).isTrue();
    }

    /** What is glued to a torn line may be wanted, so the line is rejected even if the torn record is not. */
    @Test
    void aTornRecordOfAnUnwantedStreamSwallowsNothing() throws IOException {
        String unwanted = RawLines.record("unwanted", 1, "{\"id\":1}");
        String torn = unwanted.substring(0, unwanted.indexOf("{\"id\"") + 4);

        run(RawLines.write(input("raw.jsonl"), unwanted, unwanted, torn + account("a", "2024-01-01T00:00:00Z")));

        assertThat(json(output(Normalization.REPORT)).at("/inputs/0/rejects")).isEqualTo(Json.read("{\"not_json\":1}"));
        assertThat(output(Normalization.REJECTS)).content().contains("unwanted", "2024-01-01");
    }

    @Test
    void theReportCountsWhatBecameOfATable() throws IOException {
        Path raw = RawLines.write(
                input("raw.jsonl"),
                account("a", "2024-01-03T00:00:00Z"),
                account("a", "2024-01-01T00:00:00Z"),
                account("b", "2024-01-02T00:00:00+02:00"),
                RawLines.record("accounts", 1, "{\"id\":\"c\"}"),
                account("d", "yesterday"),
                RawLines.record("accounts", 1, "{\"id\":null}"));

        Report.Table table = run(raw).tables().get(0);

        assertThat(table.name()).isEqualTo("dim_accounts");
        assertThat(table.stream()).isEqualTo("accounts");
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.superseded()).isEqualTo(1);
        assertThat(table.rejects().byName()).containsEntry("wrong_type", 1L).containsEntry("missing_value", 1L);
        assertThat(table.firstUpdatedAt()).isEqualTo(Instant.parse("2024-01-01T22:00:00Z"));
        assertThat(table.lastUpdatedAt()).isEqualTo(Instant.parse("2024-01-03T00:00:00Z"));
    }

    @Test
    void rowsWithoutAVersionHaveNoFirstAndNoLast() throws IOException {
        Report.Table table = run(RawLines.write(input("raw.jsonl"), RawLines.record("accounts", 1, "{\"id\":\"c\"}")))
                .tables()
                .get(0);

        assertThat(table.firstUpdatedAt()).isNull();
        assertThat(table.lastUpdatedAt()).isNull();
    }

    @Test
    void everyRejectIsKeptWithItsInputAndItsLine() throws IOException {
        Path first = RawLines.write(input("first.jsonl"), RawLines.log("hello"), "garbage");
        Path second = RawLines.write(
                input("second.jsonl"), "", RawLines.record("invoices", 1, "{\"id\":\"i\",\"amount\":\"much\"}"));

        Report report = run(first, second);

        assertThat(report.rejectCount()).isEqualTo(2);
        assertThat(rejects())
                .extracting(
                        reject -> reject.path("input").textValue(),
                        reject -> reject.path("line").intValue(),
                        reject -> reject.path("stream").textValue(),
                        reject -> reject.path("table").textValue(),
                        reject -> reject.path("column").textValue(),
                        reject -> reject.path("reason").textValue(),
                        reject -> reject.path("raw").textValue())
                .containsExactly(
                        tuple(first.toString(), 2, null, null, null, "not_json", "garbage"),
                        tuple(
                                second.toString(),
                                2,
                                "invoices",
                                "fact_invoices",
                                "amount",
                                "wrong_type",
                                RawLines.record("invoices", 1, "{\"id\":\"i\",\"amount\":\"much\"}")));
    }

    @Test
    void theLaterLineIsThatOfTheLaterInput() throws IOException {
        Path first =
                RawLines.write(input("first.jsonl"), RawLines.record("accounts", 1, "{\"id\":\"a\",\"name\":\"1\"}"));
        Path second =
                RawLines.write(input("second.jsonl"), RawLines.record("accounts", 1, "{\"id\":\"a\",\"name\":\"2\"}"));

        run(first, second);
        assertThat(output("dim_accounts.csv")).content().contains("a,2,");

        run(second, first);
        assertThat(output("dim_accounts.csv")).content().contains("a,1,");
    }

    @Test
    void severalTablesMayComeFromOneStream() throws IOException {
        TableDefinition names =
                Tables.table("[\"name\"]", "[{\"name\": \"name\", \"type\": \"string\", \"from\": [\"/name\"]}]");
        TableDefinition ids =
                Tables.table("[\"id\"]", "[{\"name\": \"id\", \"type\": \"string\", \"from\": [\"/id\"]}]");
        Path raw = RawLines.write(
                input("raw.jsonl"),
                RawLines.record("s", 1, "{\"id\":\"1\",\"name\":\"one\"}"),
                RawLines.record("s", 1, "{\"id\":\"2\"}"));
        try (OutputFolder output = new OutputFolder(folder.resolve("output"));
                Normalization normalization = new Normalization(List.of(names, ids), output)) {
            Report report = normalization.run(List.of(new RawInput(raw.toString())), Progress.NONE);

            assertThat(report.tables()).extracting(Report.Table::rows).containsExactly(1L, 2L);
            assertThat(report.rejectCount()).as("for the table of names alone").isEqualTo(1);
        }
    }

    @Test
    void anEmptyInputIsAnError() throws IOException {
        Path raw = RawLines.write(input("raw.jsonl"));

        assertThatThrownBy(() -> run(raw))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("Input " + raw + " is empty");
        assertThat(folder.resolve("output")).isEmptyDirectory();
    }

    @Test
    void aFolderInThePlaceOfATableIsAnError() throws IOException {
        Files.createDirectories(output("dim_accounts.csv"));
        Path raw = RawLines.write(input("raw.jsonl"), account("a", "2024-01-01T00:00:00Z"));

        assertThatThrownBy(() -> run(raw))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("dim_accounts.csv is a folder");
    }

    @Test
    void anInterruptIsNoFailureOfTheOutput() throws IOException {
        Path raw = RawLines.write(input("raw.jsonl"), account("a", "2024-01-01T00:00:00Z"));
        try (OutputFolder output = new OutputFolder(folder.resolve("output"));
                Normalization normalization = new Normalization(TABLES, output)) {
            List<RawInput> inputs = List.of(new RawInput(raw.toString()));
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> normalization.run(inputs, Progress.NONE))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anOutputThatIsGoneIsAnError() throws IOException {
        Path gone = folder.resolve("output");
        try (OutputFolder output = new OutputFolder(gone)) {
            Files.delete(gone);

            assertThatThrownBy(() -> new Normalization(TABLES, output))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageContaining("Output " + gone + " cannot be written to: no such file or folder");
        }
    }

    private Report run(Path... inputs) {
        try (OutputFolder output = new OutputFolder(folder.resolve("output"));
                Normalization normalization = new Normalization(TABLES, output)) {
            Report report = normalization.run(
                    Stream.of(inputs).map(Path::toString).map(RawInput::new).toList(), Progress.NONE);
            output.commit();
            return report;
        }
    }

    private static String account(String id, String updatedAt) {
        return RawLines.record("accounts", 1, "{\"id\":\"" + id + "\",\"updated_at\":\"" + updatedAt + "\"}");
    }

    private Path input(String name) {
        return folder.resolve(name);
    }

    private Path output(String name) {
        return folder.resolve("output").resolve(name);
    }

    private List<JsonNode> rejects() throws IOException {
        return Files.readString(output(Normalization.REJECTS), UTF_8)
                .lines()
                .map(NormalizationTest::parse)
                .toList();
    }

    private static JsonNode json(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    private static JsonNode parse(String json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
