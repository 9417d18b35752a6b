package io.dataconnector.normalizer.cli;

import io.dataconnector.core.cli.Printable;
import io.dataconnector.core.cli.Quantity;
import io.dataconnector.normalizer.compact.CompactionReport;
import io.dataconnector.normalizer.output.Summary;
import java.io.PrintWriter;

/** What a compaction did, for the terminal: a table of the streams, followed by warnings. */
final class CompactSummary {
    private final PrintWriter out;

    CompactSummary(PrintWriter out) {
        this.out = out;
    }

    void print(CompactionReport report, String file) {
        int width = report.streams().stream()
                .mapToInt(stream -> Printable.of(stream.name()).length())
                .max()
                .orElse(0);
        String format = "%-" + Math.max(width, "stream".length()) + "s  %12s  %12s%n";
        out.printf(format, "stream", "records", "kept");
        long kept = 0;
        for (CompactionReport.Stream stream : report.streams()) {
            out.printf(
                    format,
                    Printable.of(stream.name()),
                    Quantity.grouped(stream.records()),
                    Quantity.grouped(stream.kept()));
            kept += stream.kept();
        }
        report.inputs().forEach(input -> Summary.printGaps(out, input.name(), input.gaps()));
        for (CompactionReport.Stream stream : report.streams()) {
            if (stream.tables() == 0) {
                out.printf(
                        "warning: no table is built from stream %s, %s left out%n",
                        Printable.of(stream.name()), Quantity.of(stream.records(), "record"));
            }
        }
        out.println(Quantity.of(kept, "record") + ", " + Quantity.of(report.states(), "state") + ", "
                + Quantity.of(report.rejectedLines(), "rejected line") + "; result in " + file);
        out.flush();
    }
}
