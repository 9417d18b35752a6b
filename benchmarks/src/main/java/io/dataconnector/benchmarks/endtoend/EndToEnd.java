package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.process.Programs;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The end-to-end benchmark: whole processes, from their start to their end. */
public final class EndToEnd {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final BigDecimal scale;
    private final List<BigDecimal> scales;
    private final int rounds;
    private final Path folder;
    private final Programs programs;

    /**
     * @param scale of the data of all groups except the one that compares scales
     * @param scales which that one compares
     * @param rounds how many times each job is measured
     * @param folder for data and results; data stays there for the next time
     */
    public EndToEnd(BigDecimal scale, List<BigDecimal> scales, int rounds, Path folder, Programs programs) {
        this.scale = requireNonNull(scale, "scale is null");
        this.scales = List.copyOf(scales);
        this.rounds = rounds;
        this.folder = requireNonNull(folder, "folder is null");
        this.programs = requireNonNull(programs, "programs is null");
    }

    private static DataSet usual(BigDecimal size) {
        return new DataSet(size, PageSizeGroup.USUAL_PAGE_SIZE);
    }

    private List<Group> groups() {
        DataSet dataSet = usual(scale);
        return List.of(
                new ReadGroup(dataSet),
                new HttpGroup(dataSet),
                new NormalizeGroup(dataSet),
                new ScaleGroup(scales.stream().map(EndToEnd::usual).toList(), scale),
                new PageSizeGroup(scale),
                new CompactGroup(dataSet),
                new FormatsGroup(dataSet),
                new StartGroup());
    }

    /**
     * Measures and prints one table.
     *
     * @param only the groups that are wanted; all if there is none
     * @param log for progress messages
     */
    public void run(Collection<String> only, PrintWriter out, PrintWriter log) {
        List<Group> groups = groups();
        List<String> names = groups.stream().map(Group::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new BenchmarkException(
                        "There is no group " + name + ". The groups are " + String.join(", ", names) + ".");
            }
        }
        Workplace workplace = new Workplace(folder, programs, rounds, log);
        MarkdownTable table = new MarkdownTable();
        try {
            for (Group group : groups) {
                if (only.isEmpty() || only.contains(group.name())) {
                    group.measure(workplace, table);
                    workplace.deleteScratch();
                }
            }
        } finally {
            print(workplace, table, out);
        }
    }

    private void print(Workplace workplace, MarkdownTable table, PrintWriter out) {
        out.print(MachineFacts.describe());
        out.println(describeData(workplace));
        out.println();
        out.print(table);
        out.flush();
    }

    private String describeData(Workplace workplace) {
        DataSet dataSet = usual(scale);
        OptionalLong bytes = workplace.pageBytes(dataSet);
        String size = bytes.isPresent()
                ? String.format(Locale.ROOT, " in %.0f MB of pages", bytes.getAsLong() / BYTES_PER_MEGABYTE)
                : "";
        return String.format(
                Locale.ROOT,
                "- scale %s: %,d records%s; medians of %d runs",
                dataSet.scale().toPlainString(),
                dataSet.records(),
                size,
                rounds);
    }
}
