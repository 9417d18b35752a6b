package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of all groups as one table in Markdown. */
final class MarkdownTable {
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final String HEADER = """
            | group | job | median, s | CPU, s | min–max, s | peak, MB | ratio | mark | met |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |
            """;

    private final StringBuilder rows = new StringBuilder(HEADER);

    void add(String group, Results results, List<Mark> marks) {
        requireNonNull(group, "group is null");
        for (Samples samples : results.samples()) {
            List<Mark> own = marks.stream()
                    .filter(mark -> mark.job().equals(samples.job()))
                    .toList();
            List<String> cells = new ArrayList<>();
            cells.add(group);
            cells.add(samples.job());
            cells.add(seconds(samples.medianSeconds()));
            cells.add(seconds(samples.medianCpuSeconds()));
            cells.add(seconds(samples.minSeconds()) + "–" + seconds(samples.maxSeconds()));
            cells.add(megabytes(samples.peakBytes()));
            cells.add(join(own, mark -> seconds(mark.value().applyAsDouble(results))));
            cells.add(join(own, Mark::target));
            cells.add(join(own, mark -> mark.isMet(results) ? "yes" : "**no**"));
            rows.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
    }

    private static String join(List<Mark> marks, Function<Mark, String> part) {
        return marks.stream().map(part).collect(Collectors.joining("<br>"));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value);
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? String.format(Locale.ROOT, "%.0f", bytes.getAsLong() / BYTES_PER_MEGABYTE) : "";
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
