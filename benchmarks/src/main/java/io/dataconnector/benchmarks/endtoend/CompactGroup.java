package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.data.DailyChanges;
import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.process.ChildCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A year of daily runs: naming all raw outputs, or compacting them and naming the compacted one and the newest. */
record CompactGroup(DataSet dataSet) implements Group {
    private static final int DAYS = 365;
    private static final String ALL = "six tables of all 366 raw outputs";
    private static final String COMPACT_ALL = "`compact` of the first 365";
    private static final String COMPACT_DAY = "`compact` of the compacted one and the newest";
    private static final String COMPACTED = "six tables of the compacted one and the newest";
    private static final double ROOM = 25;

    CompactGroup {
        requireNonNull(dataSet, "dataSet is null");
    }

    @Override
    public String name() {
        return "compact";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        workplace.requireSpace("Group " + name(), ROOM * dataSet.scale().doubleValue());
        DataFolder data = workplace.data(dataSet);
        PipelineJobs jobs = new PipelineJobs(workplace, data);
        jobs.fullRead("the first read").run();
        List<Path> outputs = new ArrayList<>(List.of(jobs.raw()));
        outputs.addAll(new DailyChanges(DAYS)
                .writeTo(FileTree.create(workplace.scratch().resolve("days")), jobs.raw()));
        Path newest = outputs.get(DAYS);
        Path compacted = workplace.scratch().resolve("compacted.jsonl.zst");
        Path next = workplace.scratch().resolve("next.jsonl.zst");
        Path all = jobs.tables("all");
        Path ofCompacted = jobs.tables("of_compacted");
        Results results = workplace
                .rounds()
                .run(
                        List.of(
                                job(workplace, ALL, outputs, List.of(), all),
                                job(workplace, COMPACT_ALL, outputs.subList(0, DAYS), List.of("compact"), compacted),
                                job(workplace, COMPACT_DAY, List.of(compacted, newest), List.of("compact"), next),
                                job(workplace, COMPACTED, List.of(compacted, newest), List.of(), ofCompacted)),
                        () -> Verification.sameTables(COMPACTED, all, ofCompacted));
        table.add(name(), results, List.of(Mark.fasterThan(COMPACTED, ALL)));
    }

    private static ProcessJob job(
            Workplace workplace, String name, List<Path> inputs, List<String> command, Path output) {
        List<String> arguments = new ArrayList<>(command);
        inputs.forEach(input -> arguments.add(input.toString()));
        arguments.add("--output");
        arguments.add(output.toString());
        ChildCommand child = workplace
                .programs()
                .normalizer(
                        workplace.scratch(),
                        workplace.scratch().resolve("normalizer_output.txt"),
                        PipelineJobs.NORMALIZE_OPTIONS,
                        arguments.toArray(String[]::new));
        return new ProcessJob(name, child, workplace.timer(), List.of(output));
    }
}
