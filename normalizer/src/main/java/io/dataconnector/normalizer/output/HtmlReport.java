package io.dataconnector.normalizer.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Quantity;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The report of a run as one self-contained page. */
public final class HtmlReport {
    private static final String TEMPLATE = "/report.html";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final Report report;

    private HtmlReport(Report report) {
        this.report = requireNonNull(report, "report is null");
    }

    /**
     * The page of a report.
     *
     * @param tables the definitions of the tables, for their relations
     */
    public static String of(Report report, Collection<TableDefinition> tables) {
        HtmlReport page = new HtmlReport(report);
        Map<String, String> parts = Map.of(
                "summary", Html.escape(page.summary()),
                "tables", page.tables(),
                "relations", RelationsPicture.of(tables),
                "findings", page.findings(),
                "rejects", page.rejects(),
                "streams", page.streams(),
                "inputs", page.inputs());
        return PLACE.matcher(template())
                .replaceAll(
                        place -> Matcher.quoteReplacement(requireNonNull(parts.get(place.group(1)), place.group())));
    }

    private static String template() {
        try (InputStream resource = requireNonNull(HtmlReport.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String summary() {
        long rows = report.tables().stream().mapToLong(Report.Table::rows).sum();
        long findings = report.tables().stream()
                .mapToLong(table -> table.findings().size())
                .sum();
        return Quantity.grouped(rows) + " rows in " + report.tables().size() + " tables, "
                + Quantity.grouped(report.rejectCount()) + " rejects, " + Quantity.grouped(findings) + " findings";
    }

    private String tables() {
        List<List<String>> rows = new ArrayList<>();
        for (Report.Table table : report.tables()) {
            rows.add(List.of(
                    table.name(),
                    table.stream(),
                    Quantity.grouped(table.rows()),
                    Quantity.grouped(table.superseded()),
                    Quantity.grouped(table.rejects().total()),
                    text(table.firstUpdatedAt()),
                    text(table.lastUpdatedAt())));
        }
        return Html.table(
                List.of("Table", "Stream", "Rows", "Superseded", "Rejected", "First update", "Last update"), rows);
    }

    private String findings() {
        List<List<String>> rows = new ArrayList<>();
        for (Report.Table table : report.tables()) {
            for (Finding finding : table.findings()) {
                rows.add(List.of(
                        table.name(),
                        String.join(", ", finding.columns()),
                        finding.expected(),
                        Quantity.grouped(finding.rows()),
                        String.join(", ", finding.examples())));
            }
        }
        for (Report.Input input : report.inputs()) {
            for (LostRecords.Gap gap : input.gaps()) {
                rows.add(List.of(
                        input.name(),
                        "line " + gap.line(),
                        gap.expected().toBigInteger() + " records of " + gap.stream() + " before this state",
                        Quantity.grouped(gap.found()),
                        ""));
            }
        }
        return rows.isEmpty()
                ? "<p>Everything is as expected.</p>"
                : Html.table(List.of("Where", "Column", "Expected", "Rows", "Examples"), rows);
    }

    private String rejects() {
        List<List<String>> rows = new ArrayList<>();
        report.inputs().forEach(input -> addCounts(input.name(), input.rejects(), rows));
        report.tables().forEach(table -> addCounts(table.name(), table.rejects(), rows));
        return rows.isEmpty()
                ? "<p>Nothing was rejected.</p>"
                : Html.table(List.of("Where", "Reason", "Rejected"), rows);
    }

    private static void addCounts(String where, Counts counts, List<List<String>> rows) {
        counts.byName().forEach((reason, count) -> rows.add(List.of(where, reason, Quantity.grouped(count))));
    }

    private String streams() {
        List<List<String>> rows = new ArrayList<>();
        for (Report.Stream stream : report.streams()) {
            Optional<Instant> lastUpdate = report.tables().stream()
                    .filter(table -> table.stream().equals(stream.name()))
                    .flatMap(table -> Optional.ofNullable(table.lastUpdatedAt()).stream())
                    .max(Instant::compareTo);
            rows.add(List.of(
                    stream.name(),
                    Quantity.grouped(stream.records()),
                    text(lastUpdate.orElse(null)),
                    text(stream.lastEmittedAt()),
                    stream.tables() == 0 ? "none" : Quantity.grouped(stream.tables())));
        }
        return Html.table(List.of("Stream", "Records", "Last update", "Last read", "Tables"), rows);
    }

    private String inputs() {
        List<List<String>> rows = new ArrayList<>();
        for (Report.Input input : report.inputs()) {
            rows.add(List.of(
                    input.name(),
                    Quantity.grouped(input.bytes()),
                    Quantity.grouped(input.lines()),
                    String.format(Locale.ROOT, "%.3f", input.seconds())));
        }
        return Html.table(List.of("Input", "Bytes", "Lines", "Seconds"), rows);
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }
}
