package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The size of pages should hardly matter. All of the data exists at once, in pages of every size. */
record PageSizeGroup(BigDecimal scale) implements Group {
    static final int USUAL_PAGE_SIZE = 1_000;

    private static final List<Integer> PAGE_SIZES =
            List.of(10, 100, USUAL_PAGE_SIZE, 10_000, 100_000, DataSet.ONE_PAGE);
    private static final double MAX = 1.3;
    /** The pages in all sizes, small ones in more blocks than they fill, and one output. */
    private static final double ROOM = 10;

    PageSizeGroup {
        requireNonNull(scale, "scale is null");
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        workplace.requireSpace("Group " + name(), ROOM * scale.doubleValue());
        List<ProcessJob> jobs = new ArrayList<>();
        List<DataFolder> unusual = new ArrayList<>();
        for (int pageSize : PAGE_SIZES) {
            DataFolder data = workplace.data(new DataSet(scale, pageSize));
            jobs.add(new PipelineJobs(workplace, data).fullRead(job(pageSize)));
            if (pageSize != USUAL_PAGE_SIZE) {
                unusual.add(data);
            }
        }
        Results results = workplace.rounds().run(jobs, () -> {});
        List<String> names = jobs.stream().map(ProcessJob::name).toList();
        table.add(
                name(),
                results,
                names.stream().map(job -> Mark.atMostBest(MAX, job, names)).toList());
        unusual.forEach(workplace::delete);
    }

    private static String job(int pageSize) {
        return "read, " + (pageSize == DataSet.ONE_PAGE ? "one page a stream" : "pages of " + pageSize);
    }
}
