package io.dataconnector.normalizer.output;

import static java.util.stream.Collectors.joining;

import io.dataconnector.core.cli.Printable;
import io.dataconnector.core.cli.Quantity;
import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.quality.Report;
import java.io.PrintWriter;
import java.util.List;

/** The report of a run for the terminal: a table, followed by warnings. */
public final class Summary {
    private final PrintWriter out;
    private final boolean isEveryTableMade;

    /**
     * A summary that is printed.
     *
     * @param isEveryTableMade whether no table was left out on purpose
     */
    public Summary(PrintWriter out, boolean isEveryTableMade) {
        this.out = out;
        this.isEveryTableMade = isEveryTableMade;
    }

    /**
     * Prints a report.
     *
     * @param folder where the results are
     */
    public void print(Report report, String folder) {
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
                    Quantity.grouped(table.rows()),
                    Quantity.grouped(table.superseded()),
                    Quantity.grouped(table.rejects().total()));
        }
        report.tables().forEach(this::printFindings);
        report.inputs().forEach(input -> printGaps(out, input.name(), input.gaps()));
        if (isEveryTableMade) {
            report.streams().forEach(this::printUnused);
        }
        out.println(Quantity.of(report.rejectCount(), "reject") + "; results in " + folder);
        out.flush();
    }

    private void printFindings(Report.Table table) {
        for (Finding finding : table.findings()) {
            out.printf(
                    "warning: %s.%s: expected %s, found %s (%s)%n",
                    table.name(),
                    String.join(", ", finding.columns()),
                    finding.expected(),
                    finding.examples().stream()
                            .map(example -> Printable.of(Printable.cut(example)))
                            .collect(joining(", ")),
                    Quantity.of(finding.rows(), "row"));
        }
    }

    /** Warns of the gaps of an input. */
    public static void printGaps(PrintWriter out, String input, List<LostRecords.Gap> gaps) {
        for (LostRecords.Gap gap : gaps) {
            out.printf(
                    "warning: %s, line %d: the state counts %s records of %s since the previous one, but %s were found%n",
                    input,
                    gap.line(),
                    gap.expected().toBigInteger(),
                    Printable.of(gap.stream()),
                    Quantity.grouped(gap.found()));
        }
    }

    private void printUnused(Report.Stream stream) {
        if (stream.tables() == 0) {
            out.printf(
                    "warning: no table is built from stream %s, %s%n",
                    Printable.of(stream.name()), Quantity.of(stream.records(), "record"));
        }
    }
}
