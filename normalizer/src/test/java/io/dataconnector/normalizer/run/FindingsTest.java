package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the report says of rows that stand but are not as expected, and of lines that are missing. */
class FindingsTest {
    private static final String PARENTS = """
            {"name": "parents", "stream": "parents", "key": ["country", "number"], "columns": [
              {"name": "number", "type": "integer", "from": ["/number"]},
              {"name": "country", "type": "string", "from": ["/country"]}]}
            """;
    private static final String CHILDREN = """
            {"name": "children", "stream": "children", "key": ["id"], "columns": [
              {"name": "id", "type": "string", "from": ["/id"]},
              {"name": "country", "type": "string", "from": ["/country"]},
              {"name": "number", "type": "integer", "from": ["/number"]}],
             "references": [{"columns": ["country", "number"], "table": "parents"}]}
            """;
    private static final String PAYMENTS = """
            {"name": "payments", "stream": "payments", "key": ["id"], "columns": [
              {"name": "id", "type": "string", "from": ["/id"]},
              {"name": "amount", "type": "decimal", "from": ["/amount"], "currency": "currency"},
              {"name": "currency", "type": "string", "from": ["/currency"], "format": "currency"},
              {"name": "state", "type": "string", "from": ["/state"], "accepted_values": ["open", "paid"]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsAsExpectedIsNoFinding() {
        assertThat(findings("payments", run(payments(), payment("a", "1.50", "EUR", "open"), record("payments", "b"))))
                .isEmpty();
    }

    @Test
    void valuesThatAreNotAcceptedAreCountedWithExamples() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 9).forEach(i -> lines.add(payment("id" + i, "1", "EUR", "state " + i % 7)));
        lines.add(payment("x", "1", "EUR", "paid"));
        lines.add(record("payments", "y"));

        assertThat(findings("payments", run(payments(), lines.toArray(String[]::new))))
                .containsExactly("accepted_values [\"state\"] 9 "
                        + "[\"state 0\",\"state 1\",\"state 2\",\"state 3\",\"state 4\"] one of open, paid");
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, true",
        "JPY, true",
        "KWD, true",
        "DEM, true",
        "XXX, true",
        "eur, false",
        "EURO, false",
        "'', false"
    })
    void aCurrencyIsACodeOfIso4217(String code, boolean isOne) {
        assertThat(findings("payments", run(payments(), payment("a", "1", code, "open"))))
                .hasSize(isOne ? 0 : 1)
                .allMatch(finding -> finding.startsWith("currency [\"currency\"] 1 [\"" + code + "\"]"));
    }

    @ParameterizedTest
    @CsvSource({
        "JPY, 100, true",
        "JPY, 100.0, true",
        "JPY, 100.5, false",
        "JPY, 1e2, true",
        "USD, 0.10, true",
        "USD, -0.105, false",
        "USD, 0.100, true",
        "KWD, 7.125, true",
        "KWD, 7.1255, false",
        "XAU, 0.123456, true",
        "???, 0.123456, true"
    })
    void anAmountHasNoMoreDecimalPlacesThanItsCurrency(String code, String amount, boolean fits) {
        assertThat(findings("payments", run(payments(), payment("a", amount, code, "open"))))
                .filteredOn(finding -> finding.startsWith("minor_unit"))
                .hasSize(fits ? 0 : 1)
                .allMatch(finding -> finding.startsWith("minor_unit [\"amount\"] 1 [\"" + amount + "\"] "));
    }

    @Test
    void anAmountWithoutACurrencyIsNotJudged() {
        assertThat(findings(
                        "payments",
                        run(payments(), RawLines.record("payments", 1, "{\"id\":\"a\",\"amount\":0.12345}"))))
                .isEmpty();
    }

    @Test
    void referencesOfSeveralColumnsAreLookedUpTogether() {
        Results results = run(
                Tables.parse(List.of("children", "parents"), PARENTS, CHILDREN),
                child("a", "\"DE\"", "10"),
                child("b", "\"DE\"", "9"),
                child("c", "\"AT\"", "10"),
                child("d", "\"DE\"", "\"10\""),
                child("e", "\"D\"", "10"),
                child("f", "null", "10"),
                child("g", "\"AT\"", "null"),
                parent("DE", "10"),
                parent("FR", "9"));

        assertThat(findings("children", results))
                .containsExactly("reference [\"country\",\"number\"] 3 [\"AT/10\",\"D/10\",\"DE/9\"] "
                        + "the key of a row of parents");
        assertThat(findings("parents", results)).isEmpty();
    }

    @Test
    void danglingReferencesAreCountedByRowsAndShownByAFewValues() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> lines.add(child("id" + i, "\"DE\"", Integer.toString(i / 2))));

        assertThat(findings(
                        "children",
                        run(
                                Tables.parse(List.of("children", "parents"), PARENTS, CHILDREN),
                                lines.toArray(String[]::new))))
                .containsExactly("reference [\"country\",\"number\"] 20 "
                        + "[\"DE/0\",\"DE/1\",\"DE/2\",\"DE/3\",\"DE/4\"] the key of a row of parents");
    }

    @Test
    void aReferenceToATableThatIsNotMadeIsNotChecked() {
        assertThat(findings(
                        "children",
                        run(Tables.parse(List.of("children"), PARENTS, CHILDREN), child("a", "\"DE\"", "10"))))
                .isEmpty();
    }

    /** A version that gave way neither refers to anything nor can be referred to. */
    @Test
    void onlyTheRowsThatStandCount() {
        Results results = run(
                Tables.shipped("dim_accounts", "dim_users"),
                RawLines.record("users", 1, "{\"id\":\"u\",\"account_id\":\"gone\",\"updated_at\":1}"),
                RawLines.record("users", 1, "{\"id\":\"u\",\"account_id\":\"a\",\"updated_at\":2}"),
                RawLines.record("accounts", 1, "{\"id\":\"a\"}"));

        assertThat(findings("dim_users", results)).isEmpty();
    }

    @Test
    void aTableMayReferToItself() {
        Results results = run(
                List.of(Tables.parse("""
                        {"name": "t", "stream": "s", "key": ["id"], "columns": [
                          {"name": "id", "type": "integer", "from": ["/id"]},
                          {"name": "parent", "type": "integer", "from": ["/parent"]}],
                         "references": [{"columns": ["parent"], "table": "t"}]}
                        """)),
                RawLines.record("s", 1, "{\"id\":10,\"parent\":9}"),
                RawLines.record("s", 1, "{\"id\":9,\"parent\":9}"),
                RawLines.record("s", 1, "{\"id\":-1,\"parent\":11}"),
                RawLines.record("s", 1, "{\"id\":8,\"parent\":null}"));

        assertThat(findings("t", results)).containsExactly("reference [\"parent\"] 1 [\"11\"] the key of a row of t");
    }

    @Test
    void tablesMayReferToEachOther() {
        String table = """
                {"name": "%1$s", "stream": "%1$s", "key": ["id"], "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]},
                  {"name": "other", "type": "string", "from": ["/other"]}],
                 "references": [{"columns": ["other"], "table": "%2$s"}]}
                """;
        Results results = run(
                Tables.parse(List.of("a", "b"), table.formatted("a", "b"), table.formatted("b", "a")),
                RawLines.record("a", 1, "{\"id\":\"a1\",\"other\":\"b1\"}"),
                RawLines.record("b", 1, "{\"id\":\"b1\",\"other\":\"a1\"}"),
                RawLines.record("b", 1, "{\"id\":\"b2\",\"other\":\"b1\"}"));

        assertThat(findings("a", results)).isEmpty();
        assertThat(findings("b", results)).containsExactly("reference [\"other\"] 1 [\"b1\"] the key of a row of a");
    }

    @Test
    void theFixturesHaveTheDanglingReferencesThatWerePutThere() {
        Results results = new InProcessRun(folder, Tables.shipped()).ofFiles(List.of(RawFixtures.lines()));

        assertThat(Tables.GOLDEN)
                .flatExtracting(table -> findings(table, results).stream()
                        .map(finding -> table + " " + finding)
                        .toList())
                .containsExactly(
                        "dim_users reference [\"account_id\"] 1 [\"acc_099\"] the key of a row of dim_accounts",
                        "fact_events reference [\"user_id\"] 1 [\"usr_999\"] the key of a row of dim_users",
                        "fact_invoices reference [\"account_id\"] 1 [\"acc_404\"] the key of a row of dim_accounts");
    }

    @Test
    void recordsThatAStateCountsAndThatAreNotThereAreAGap() {
        Results results = run(
                Tables.shipped(),
                RawLines.record("accounts", 1, "{\"id\":\"a\"}"),
                state("accounts", ",\"sourceStats\":{\"recordCount\":3.0}"),
                RawLines.record("accounts", 1, "{\"id\":\"b\"}"),
                RawLines.record("accounts", 1, "{\"id\":\"c\"}"),
                state("accounts", ",\"sourceStats\":{\"recordCount\":1.0}"),
                state("users", ""),
                state("users", ",\"sourceStats\":null"));

        assertThat(results.report().path("inputs").path(0).path("gaps").toString())
                .isEqualTo("[{\"line\":2,\"stream\":\"accounts\",\"expected\":3,\"found\":1}]");
    }

    /** Each input is a whole of its own. */
    @Test
    void countsDoNotCrossInputs() {
        Results results = new InProcessRun(folder, Tables.shipped())
                .ofFiles(List.of(
                        List.of(RawLines.record("accounts", 1, "{\"id\":\"a\"}")),
                        List.of(state("accounts", ",\"sourceStats\":{\"recordCount\":1.0}"))));

        assertThat(results.report().path("inputs").path(0).path("gaps")).isEmpty();
        assertThat(results.report().path("inputs").path(1).path("gaps")).hasSize(1);
    }

    @Test
    void theReportObeysItsSchemaWithEverythingInIt() {
        List<TableDefinition> tables = new ArrayList<>(Tables.shipped());
        tables.addAll(Tables.parse(List.of("payments"), PAYMENTS));
        Results results = run(
                tables,
                "garbage",
                "{}",
                RawLines.record("users", 1, "[]"),
                payment("a", "0.123", "EUR", "strange"),
                payment("b", "1", "GOLD", "open"),
                payment("c", "much", "EUR", "open"),
                RawLines.record("users", 1_735_689_600_123L, "{\"id\":\"u\",\"account_id\":\"x\",\"updated_at\":1}"),
                RawLines.record("users", 1, "{\"id\":\"u\",\"updated_at\":0}"),
                RawLines.record("unused\",\"namespace\":\"public", 1, "{}"),
                state("users", ",\"sourceStats\":{\"recordCount\":9.0}"));
        JsonNode report = results.report();

        assertThat(report.findValuesAsText("check"))
                .containsExactlyInAnyOrder("reference", "accepted_values", "currency", "minor_unit");
        assertThat(report.path("inputs").path(0).path("gaps")).hasSize(1);
        DocumentSchema schema = DocumentSchema.ofResource(Normalization.class, "report.schema.json");
        assertThat(schema.faults(report)).isEmpty();

        ObjectNode withMore = report.deepCopy();
        ((ObjectNode) withMore.path("inputs").path(0)).put("more", 1);
        assertThat(schema.faults(withMore)).as("the schema is strict").isNotEmpty();
    }

    private Results run(List<TableDefinition> tables, String... lines) {
        return new InProcessRun(folder, tables).of(lines);
    }

    private static List<TableDefinition> payments() {
        return Tables.parse(List.of("payments"), PAYMENTS);
    }

    /** The findings of a table as their check, columns, rows, examples and expectation. */
    private static List<String> findings(String table, Results results) {
        List<String> findings = new ArrayList<>();
        for (JsonNode finding : results.report(table).path("findings")) {
            findings.add(finding.path("check").textValue() + " " + finding.path("columns") + " " + finding.path("rows")
                    + " " + finding.path("examples") + " "
                    + finding.path("expected").textValue());
        }
        return findings;
    }

    private static String record(String stream, String id) {
        return RawLines.record(stream, 1, "{\"id\":\"" + id + "\"}");
    }

    private static String payment(String id, String amount, String currency, String state) {
        return RawLines.record(
                "payments",
                1,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("amount", amount)
                        .put("currency", currency)
                        .put("state", state)
                        .toString());
    }

    private static String child(String id, String country, String number) {
        return RawLines.record(
                "children", 1, "{\"id\":\"" + id + "\",\"country\":" + country + ",\"number\":" + number + "}");
    }

    private static String parent(String country, String number) {
        return RawLines.record("parents", 1, "{\"country\":\"" + country + "\",\"number\":" + number + "}");
    }

    private static String state(String stream, String members) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\""
                + stream + "\"},\"stream_state\":{}}" + members + "}}";
    }
}
