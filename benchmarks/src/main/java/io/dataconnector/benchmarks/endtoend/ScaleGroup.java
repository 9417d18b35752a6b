package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ten times the data should take ten times the time. One scale is measured after the other, and its data is
 * deleted before the next one's is generated.
 *
 * @param dataSets from the smallest to the largest
 * @param kept the scale whose data is not deleted, because other groups use it
 */
record ScaleGroup(List<DataSet> dataSets, BigDecimal kept) implements Group {
    private static final double MAX_PER_FACTOR_OF_TEN = 10.5;
    private static final double ROOM = 6;
    private static final List<String> STEPS = List.of("read", "two tables", "six tables");

    ScaleGroup {
        dataSets =
                dataSets.stream().sorted(Comparator.comparing(DataSet::scale)).toList();
        requireNonNull(kept, "kept is null");
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        Results results = new Results();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < dataSets.size(); i++) {
            measure(dataSets.get(i), workplace, results);
            if (i > 0) {
                marks.addAll(marks(dataSets.get(i - 1).scale(), dataSets.get(i).scale()));
            }
        }
        table.add(name(), results, marks);
    }

    private void measure(DataSet dataSet, Workplace workplace, Results results) {
        BigDecimal scale = dataSet.scale();
        workplace.requireSpace("Group " + name() + " at scale " + scale.toPlainString(), ROOM * scale.doubleValue());
        DataFolder data = workplace.data(dataSet);
        PipelineJobs jobs = new PipelineJobs(workplace, data);
        results.addAll(workplace
                .rounds()
                .run(
                        List.of(
                                jobs.fullRead(job(STEPS.get(0), scale)),
                                jobs.normalize(
                                        job(STEPS.get(1), scale),
                                        jobs.tables("two_tables"),
                                        "--only",
                                        NormalizeGroup.ONLY_TWO),
                                jobs.normalize(job(STEPS.get(2), scale), jobs.tables("six_tables"))),
                        () -> Verification.records("The read", jobs.raw(), dataSet.records())));
        workplace.deleteScratch();
        if (scale.compareTo(kept) != 0) {
            workplace.delete(data);
        }
    }

    private static String job(String step, BigDecimal scale) {
        return step + " at scale " + scale.toPlainString();
    }

    private static List<Mark> marks(BigDecimal smaller, BigDecimal larger) {
        double tens = Math.log10(larger.doubleValue() / smaller.doubleValue());
        double max = Math.pow(MAX_PER_FACTOR_OF_TEN, tens);
        return STEPS.stream()
                .map(step -> Mark.atMost(max, job(step, larger), job(step, smaller)))
                .toList();
    }
}
