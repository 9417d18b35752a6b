package io.dataconnector.normalizer.cli;

import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.quality.Report;
import java.io.PrintWriter;
import java.util.Locale;

/** The report of a run for a person at a terminal: a table, and then what deserves a look. */
final class Summary {
    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void print(Report report, String folder) {
        int width = report.tables().stream()
                .mapToInt(table -> table.name().length())
                .max()
                .orElse(0);
        String format = "%-" + Math.max(width, "table".length()) + "s  %12s  %12s  %12s%n";
        out.printf(format, "table", "rows", "superseded", "rejected");
        for (Report.Table table : report.tables()) {
            out.printf(
                    format,
                    table.name(),
                    number(table.rows()),
                    number(table.superseded()),
                    number(table.rejects().total()));
        }
        report.tables().forEach(this::printFindings);
        report.inputs().forEach(this::printGaps);
        report.streams().forEach(this::printUnused);
        out.println(number(report.rejectCount()) + " rejects; results in " + folder);
        out.flush();
    }

    private void printFindings(Report.Table table) {
        for (Finding finding : table.findings()) {
            out.printf(
                    "warning: %s.%s: %s row(s) without %s, such as %s%n",
                    table.name(),
                    String.join(", ", finding.columns()),
                    number(finding.rows()),
                    finding.expected(),
                    String.join(", ", finding.examples()));
        }
    }

    private void printGaps(Report.Input input) {
        for (LostRecords.Gap gap : input.gaps()) {
            out.printf(
                    "warning: %s, line %d: the state counts %s records of %s since the one before, but %s are there%n",
                    input.name(), gap.line(), gap.expected().toBigInteger(), gap.stream(), number(gap.found()));
        }
    }

    private void printUnused(Report.Stream stream) {
        if (stream.tables() == 0) {
            out.printf("warning: no table is made of the %s records of %s%n", number(stream.records()), stream.name());
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
