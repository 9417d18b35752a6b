package io.dataconnector.normalizer.output;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.LostRecords.Gap;
import io.dataconnector.normalizer.quality.Report;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String SCRIPT = "<script>alert('\"&')</script>";
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2024-02-03T04:05:06.789Z");

    @Test
    void everythingOfTheReportIsOnThePage() {
        String page = page(report(
                table(
                        "dim_things",
                        List.of(new Finding("reference", List.of("a", "b"), "the key", 4_321, List.of("x/y")))),
                input("raw.jsonl", List.of(new Gap(77, "public.things", BigDecimal.valueOf(12), 5)))));

        assertThat(page)
                .contains("1,234,567 rows in 1 tables, 5 rejects, 1 findings")
                .contains(cells("dim_things", "things"), number("1,234,567"), number("89"))
                .contains("<td>" + FIRST + "</td>", "<td>" + LAST + "</td>")
                .contains(cells("dim_things", "a, b", "the key") + number("4,321") + cells("x/y"))
                .contains(cells("raw.jsonl", "line 77", "12 records of public.things before this state") + number("5"))
                .contains(cells("raw.jsonl", "not_json") + number("3"))
                .contains(cells("dim_things", "wrong_type") + number("2"))
                .contains(cells("unused") + number("6"), "<td>none</td>")
                .contains(cells("raw.jsonl") + number("1,048,576") + number("100") + number("0.125"));
    }

    @Test
    void aRunWithoutFaultsSaysSo() {
        Report report = new Report(List.of(), List.of(), List.of());

        assertThat(page(report)).contains("Everything is as expected.", "Nothing was rejected.");
    }

    @Test
    void whatComesFromOutsideIsText() {
        String page = page(report(
                table(SCRIPT, List.of(new Finding(SCRIPT, List.of(SCRIPT), SCRIPT, 1, List.of(SCRIPT)))),
                input(SCRIPT, List.of(new Gap(1, SCRIPT, BigDecimal.ONE, 0)))));

        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;alert('&quot;&amp;')&lt;/script&gt;");
    }

    /** The places of the page are filled once, whatever the values look like. */
    @Test
    void aValueThatLooksLikeAPlaceOfThePageIsText() {
        String page = page(report(
                table("t", List.of(new Finding("c", List.of("a"), "e", 1, List.of("{{inputs}}", "$1 \\")))),
                input("raw.jsonl", List.of())));

        assertThat(page).contains("<td>{{inputs}}, $1 \\</td>");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        assertThat(HtmlReport.of(new Report(List.of(), List.of(), List.of()), Tables.shipped()))
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("http", "src=", "href=", "url(", "@import", "{{");
    }

    @Test
    void theRelationsOfTheTablesAreDrawn() {
        String page = HtmlReport.of(new Report(List.of(), List.of(), List.of()), Tables.shipped());

        assertThat(page).containsOnlyOnce("<svg ");
        assertThat(page.split("<rect ", -1)).hasSize(1 + 6);
        assertThat(page)
                .contains("<title>dim_users.account_id refers to dim_accounts</title>")
                .contains("<title>fact_events.account_id refers to dim_accounts</title>")
                .contains("<title>fact_events.user_id refers to dim_users</title>")
                .contains("<title>fact_invoices.account_id refers to dim_accounts</title>")
                .contains("<title>fact_invoice_line_items.invoice_id refers to fact_invoices</title>");
    }

    @Test
    void aCircleOfRelationsIsDrawn() {
        String table = """
                {"name": "%s", "stream": "s", "key": ["id"],
                 "columns": [{"name": "id", "type": "string", "from": ["/id"]}],
                 "references": [{"columns": ["id"], "table": "%s"}]}
                """;
        String page = HtmlReport.of(
                new Report(List.of(), List.of(), List.of()),
                Tables.parse(
                        List.of("a", "b", "self"),
                        table.formatted("a", "b"),
                        table.formatted("b", "a"),
                        table.formatted("self", "self")));

        assertThat(page).contains("a.id refers to b", "b.id refers to a", "self.id refers to self");
    }

    /** Each table refers to all before it: without a memory of their columns this takes 2 to the power of 60 steps. */
    @Test
    void manyTablesThatReferToEachOtherAreDrawn() {
        int count = 60;
        List<String> names = new ArrayList<>();
        String[] definitions = new String[count];
        for (int i = 0; i < count; i++) {
            String references = names.stream()
                    .map("{\"columns\": [\"id\"], \"table\": \"%s\"}"::formatted)
                    .collect(joining(", "));
            names.add("t%02d".formatted(i));
            definitions[i] = """
                    {"name": "%s", "stream": "s", "key": ["id"],
                     "columns": [{"name": "id", "type": "string", "from": ["/id"]}], "references": [%s]}
                    """.formatted(names.get(i), references);
        }

        String page = HtmlReport.of(new Report(List.of(), List.of(), List.of()), Tables.parse(names, definitions));

        assertThat(page.split("<rect ", -1)).hasSize(1 + count);
        assertThat(page).contains("<rect x=\"" + (8 + (count - 1) * 300) + "\"");
    }

    /** SVG knows no other digits than those of ASCII. */
    @Test
    void thePictureIsTheSameInEveryLocale() {
        Report report = new Report(List.of(), List.of(), List.of());
        String english = HtmlReport.of(report, Tables.shipped());
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(HtmlReport.of(report, Tables.shipped())).isEqualTo(english);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Report report(Report.Table table, Report.Input input) {
        return new Report(
                List.of(table),
                List.of(new Report.Stream("things", 90, 1, LAST), new Report.Stream("unused", 6, 0, null)),
                List.of(input));
    }

    private static Report.Table table(String name, List<Finding> findings) {
        return new Report.Table(
                name,
                "things",
                List.of("id"),
                List.of(),
                1_234_567,
                89,
                counts("wrong_type", 2),
                findings,
                FIRST,
                LAST);
    }

    private static Report.Input input(String name, List<Gap> gaps) {
        return new Report.Input(name, 1 << 20, 100, counts("RECORD", 97), counts("not_json", 3), gaps, 0.125);
    }

    private static Counts counts(String name, int count) {
        Counts counts = new Counts();
        for (int i = 0; i < count; i++) {
            counts.add(name);
        }
        return counts;
    }

    private static String page(Report report) {
        return HtmlReport.of(report, Tables.shipped("dim_accounts"));
    }

    private static String cells(String... texts) {
        return "<td>" + String.join("</td><td>", texts) + "</td>";
    }

    private static String number(String text) {
        return "<td class=\"number\">" + text + "</td>";
    }
}
