package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables say of records, rule by rule, from raw lines that show it. */
class TableRulesTest {
    private static final String MONDAY = "2024-01-01T00:00:00Z";
    private static final String TUESDAY = "2024-01-02T00:00:00Z";
    private static final String WEDNESDAY = "2024-01-03T00:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void theNewestVersionStands() {
        assertThat(accounts(account(TUESDAY, 1, "name", "new"), account(MONDAY, 2, "name", "old")))
                .containsExactly(Arrays.asList("a", "new", null, null, null, null, null, TUESDAY));
    }

    @Test
    void aLateArrivalDoesNotReplaceWhatIsNewer() {
        assertThat(accounts(
                        account(MONDAY, 1, "name", "oldest"),
                        account(WEDNESDAY, 2, "name", "newest"),
                        account(TUESDAY, 3, "name", "late")))
                .extracting(row -> row.get(1))
                .containsExactly("newest");
    }

    @Test
    void onATieTheLaterEmissionStands() {
        assertThat(accounts(
                        account(MONDAY, 2, "name", "later emission"),
                        account("2024-01-01T01:00:00+01:00", 1, "name", "later line")))
                .extracting(row -> row.get(1))
                .containsExactly("later emission");
    }

    @Test
    void onAFullTieTheLaterLineStands() {
        assertThat(accounts(account(MONDAY, 1, "name", "first"), account(MONDAY, 1, "name", "second")))
                .extracting(row -> row.get(1))
                .containsExactly("second");
    }

    @Test
    void oldAndNewNamesOfAFieldAreOneColumn() {
        assertThat(accounts(record("accounts", 1, """
                                {"id":"old","account_status":"active","billing":{"country":"DE","city":"Ulm"}}"""), record("accounts", 1, """
                                {"id":"new","status":"active","address":{"billing_country":"DE","billing_city":"Ulm"}}"""), record("accounts", 1, """
                                {"id":"both","status":"active","account_status":"x","billing":{"country":"x","city":"Ulm"},
                                 "address":{"billing_country":"DE","billing_city":null}}""".replace(
                                "\n", ""))))
                .extracting(row -> row.subList(3, 6))
                .containsExactly(
                        List.of("active", "DE", "Ulm"), List.of("active", "DE", "Ulm"), List.of("active", "DE", "Ulm"));
    }

    /** A record is a whole, and not a change to the one before. */
    @Test
    void whatTheNewestVersionDoesNotHaveIsNull() {
        assertThat(accounts(account(MONDAY, 1, "name", "Ada"), account(TUESDAY, 2, "plan", "team")))
                .containsExactly(Arrays.asList("a", null, "team", null, null, null, null, TUESDAY));
    }

    @Test
    void lineItemsAreThoseOfTheNewestInvoice() {
        assertThat(lineItems(
                        invoice("i", TUESDAY, "[{\"id\":\"2\"},{\"id\":\"1\",\"amount\":5}]"),
                        invoice("i", MONDAY, "[{\"id\":\"1\",\"amount\":4},{\"id\":\"3\"}]"),
                        invoice("h", MONDAY, "[{\"id\":\"1\"}]")))
                .extracting(row -> row.get(0) + row.get(1) + " " + row.get(5))
                .containsExactly("h1 null", "i1 5", "i2 null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void anInvoiceThatHadItemsAndHasNoneAnyMoreHasNoRows(String none) {
        assertThat(lineItems(invoice("i", MONDAY, "[{\"id\":\"1\"}]"), invoice("i", TUESDAY, none)))
                .isEmpty();
    }

    @Test
    void anInvoiceWhoseNewestVersionHasNoSuchMemberHasNoRows() {
        assertThat(lineItems(
                        invoice("i", MONDAY, "[{\"id\":\"1\"}]"),
                        record("invoices", 1, "{\"id\":\"i\",\"updated_at\":\"" + TUESDAY + "\"}")))
                .isEmpty();
    }

    @Test
    void aBadElementIsRejectedWithItsLineAndTheOthersStand() {
        Results results = run(invoice("i", MONDAY, "[{\"id\":\"1\"},{\"amount\":1},{\"id\":\"1\"},{\"id\":\"2\"}]"));

        assertThat(results.rows("fact_invoice_line_items"))
                .extracting(row -> row.get(1))
                .containsExactly("1", "2");
        assertThat(results.rejects("fact_invoice_line_items"))
                .extracting(reject ->
                        reject.path("line") + " " + reject.path("reason").textValue() + " "
                                + reject.path("message").textValue())
                .containsExactly(
                        "1 missing_value at /line_items/1: id has no value at /id",
                        "1 duplicate_key at /line_items/2: an element before it has the same invoice_id, id");
        assertThat(results.report("fact_invoice_line_items").path("rejects").toString())
                .isEqualTo("{\"duplicate_key\":1,\"missing_value\":1}");
        assertThat(results.rows("fact_invoices")).hasSize(1);
    }

    @Test
    void lineItemsThatAreNoArrayRejectTheInvoiceForTheirTableAlone() {
        Results results = run(invoice("i", MONDAY, "{\"1\":{\"id\":\"1\"}}"));

        assertThat(results.rows("fact_invoices")).hasSize(1);
        assertThat(results.rows("fact_invoice_line_items")).isEmpty();
        assertThat(results.rejects("fact_invoice_line_items"))
                .singleElement()
                .satisfies(
                        reject -> assertThat(reject.path("reason").textValue()).isEqualTo("wrong_type"));
    }

    /** One table watches the whole of what another takes apart. */
    @Test
    void tablesOfOneStreamDoNotDisturbEachOther() {
        Results results = new InProcessRun(folder, Tables.parse(List.of("fact_invoice_line_items", "t"), """
                {"name": "t", "stream": "invoices", "key": ["id"], "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]},
                  {"name": "items", "type": "json", "from": ["/line_items"]},
                  {"name": "second", "type": "string", "from": ["/line_items/1/id"]},
                  {"name": "first", "type": "json", "from": ["/line_items/0"]}]}
                """))
                .of(invoice("i", MONDAY, "[{\"id\":\"x\"},{\"id\":\"y\"}]"));

        assertThat(results.rows("t"))
                .containsExactly(List.of("i", "[{\"id\":\"x\"},{\"id\":\"y\"}]", "y", "{\"id\":\"x\"}"));
        assertThat(results.rows("fact_invoice_line_items"))
                .extracting(row -> row.get(1))
                .containsExactly("x", "y");
    }

    @Test
    void aKeyOfSeveralColumnsSortsByTheFirstOnesFirst() {
        Results results = new InProcessRun(folder, List.of(Tables.parse("""
                {"name": "t", "stream": "s", "key": ["tenant", "number"], "columns": [
                  {"name": "number", "type": "integer", "from": ["/n"]},
                  {"name": "tenant", "type": "string", "from": ["/t"]}]}
                """)))
                .of(
                        record("s", 1, "{\"t\":\"b\",\"n\":1}"),
                        record("s", 1, "{\"t\":\"a\",\"n\":10}"),
                        record("s", 1, "{\"t\":\"a\",\"n\":9}"),
                        record("s", 1, "{\"t\":\"a\",\"n\":\"9\"}"),
                        record("s", 1, "{\"t\":\"ab\",\"n\":-5}"));

        assertThat(results.rows("t"))
                .containsExactly(List.of("9", "a"), List.of("10", "a"), List.of("-5", "ab"), List.of("1", "b"));
        assertThat(results.report("t").path("superseded").intValue()).isEqualTo(1);
    }

    @Test
    void aHistoryHasEveryVersion() {
        List<List<String>> rows = run(
                        account(WEDNESDAY, 1, "plan", "team"),
                        account(MONDAY, 1, "plan", "free"),
                        account(TUESDAY, 1, "plan", "free"))
                .rows("dim_accounts_history");

        assertThat(rows)
                .extracting(row -> row.subList(2, 3), row -> row.subList(7, 11))
                .containsExactly(
                        tuple(List.of("free"), List.of(MONDAY, MONDAY, WEDNESDAY, "false")),
                        tuple(List.of("team"), Arrays.asList(WEDNESDAY, WEDNESDAY, null, "true")));
    }

    @Test
    void aRecordWithoutAVersionIsNotInTheHistory() {
        Results results = run(record("accounts", 1, "{\"id\":\"a\"}"), account(MONDAY, 1, "name", "Ada"));

        assertThat(results.rows("dim_accounts_history")).hasSize(1);
        assertThat(results.rows("dim_accounts")).hasSize(1);
        assertThat(results.rejects("dim_accounts_history")).singleElement().satisfies(reject -> {
            assertThat(reject.path("column").textValue()).isEqualTo("updated_at");
            assertThat(reject.path("reason").textValue()).isEqualTo("missing_value");
        });
    }

    @Test
    void aVersionOutsideTheColumnsIsNeededForAHistoryToo() {
        Results results = new InProcessRun(folder, List.of(Tables.parse("""
                {"name": "t", "stream": "s", "key": ["id"], "version": "/meta/at", "history": true, "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]},
                  {"name": "v", "type": "string", "from": ["/v"]}]}
                """)))
                .of(
                        record("s", 1, "{\"id\":\"a\",\"v\":\"x\",\"meta\":{\"at\":\"" + MONDAY + "\"}}"),
                        record("s", 1, "{\"id\":\"a\",\"v\":\"x\",\"meta\":{\"at\":\"" + TUESDAY + "\"}}"),
                        record("s", 1, "{\"id\":\"a\",\"v\":\"y\",\"meta\":{}}"));

        assertThat(results.rows("t")).containsExactly(Arrays.asList("a", "x", MONDAY, null, "true"));
        assertThat(results.rejects("t"))
                .singleElement()
                .satisfies(reject ->
                        assertThat(reject.path("message").textValue()).isEqualTo("/meta/at has no value at /meta/at"));
    }

    @Test
    void aDefaultStandsWhereTheRecordHasNoValue() {
        Results results = new InProcessRun(folder, List.of(Tables.parse("""
                {"name": "t", "stream": "s", "key": ["id", "source"], "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]},
                  {"name": "source", "type": "string", "default": "crm"},
                  {"name": "n", "type": "decimal", "from": ["/n"], "default": 1.50},
                  {"name": "b", "type": "boolean", "from": ["/b"], "default": false, "required": true},
                  {"name": "t", "type": "timestamp", "default": "2024-01-01T01:00:00+01:00"}]}
                """)))
                .of(
                        record("s", 1, "{\"id\":\"a\",\"source\":\"web\",\"n\":null}"),
                        record("s", 1, "{\"id\":\"b\",\"n\":2,\"b\":true}"));

        assertThat(results.rows("t"))
                .containsExactly(
                        List.of("a", "crm", "1.50", "false", MONDAY), List.of("b", "crm", "2", "true", MONDAY));
    }

    @Test
    void aTableOfANamespaceTakesItsRecordsAlone() {
        String columns =
                "\"key\": [\"id\"], \"columns\": [{\"name\": \"id\", \"type\": \"string\", \"from\": [\"/id\"]}]}";
        Results results = new InProcessRun(
                        folder,
                        Tables.parse(
                                List.of("of_none", "of_public"),
                                "{\"name\": \"of_public\", \"stream\": \"s\", \"namespace\": \"public\", " + columns,
                                "{\"name\": \"of_none\", \"stream\": \"s\", " + columns))
                .of(
                        record("s\",\"namespace\":\"public", 1, "{\"id\":\"public\"}"),
                        record("s\",\"namespace\":\"other", 1, "{\"id\":\"other\"}"),
                        record("s\",\"namespace\":\"", 1, "{\"id\":\"empty\"}"),
                        record("s", 1, "{\"id\":\"none\"}"),
                        record("public.s", 1, "{\"id\":\"dot\"}"));

        assertThat(results.rows("of_public")).containsExactly(List.of("public"));
        assertThat(results.rows("of_none")).containsExactly(List.of("empty"), List.of("none"));
        assertThat(results.report().path("streams"))
                .extracting(stream ->
                        stream.path("name").textValue() + " " + stream.path("records") + " " + stream.path("tables"))
                .containsExactlyInAnyOrder("other.s 1 0", "public.s 1 1", "public.s 1 0", "s 2 1");
    }

    @Test
    void theReportSaysWhatNoTableIsMadeOf() {
        JsonNode streams =
                run(record("orders", 1_735_689_600_123L, "{}")).report().path("streams");

        assertThat(streams)
                .extracting(stream -> stream.path("name").textValue())
                .containsExactly("accounts", "events", "invoices", "orders", "users");
        assertThat(streams.path(3).path("tables").intValue()).isZero();
        assertThat(streams.path(3).path("last_emitted_at").textValue()).isEqualTo("2025-01-01T00:00:00.123Z");
        assertThat(streams.path(0).path("tables").intValue()).isEqualTo(2);
        assertThat(streams.path(0).path("last_emitted_at").isNull()).isTrue();
    }

    private Results run(String... lines) {
        return new InProcessRun(folder, Tables.shipped()).of(lines);
    }

    private List<List<String>> accounts(String... lines) {
        return run(lines).rows("dim_accounts");
    }

    private List<List<String>> lineItems(String... lines) {
        return run(lines).rows("fact_invoice_line_items");
    }

    private static String record(String stream, long emittedAt, String data) {
        return RawLines.record(stream, emittedAt, data);
    }

    private static String account(String updatedAt, long emittedAt, String field, String value) {
        return record(
                "accounts",
                emittedAt,
                "{\"id\":\"a\",\"" + field + "\":\"" + value + "\",\"updated_at\":\"" + updatedAt + "\"}");
    }

    private static String invoice(String id, String updatedAt, String lineItems) {
        return record(
                "invoices",
                1,
                "{\"id\":\"" + id + "\",\"line_items\":" + lineItems + ",\"updated_at\":\"" + updatedAt + "\"}");
    }
}
