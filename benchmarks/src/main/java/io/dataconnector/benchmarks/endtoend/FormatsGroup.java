package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.data.DataSet;
import java.nio.file.Path;
import java.util.List;

/** Building all six tables from a raw output in one format, and in all of them. */
record FormatsGroup(DataSet dataSet) implements Group {
    private static final String CSV = "six tables as CSV";
    private static final String PARQUET = "six tables as Parquet";
    private static final String ALL = "six tables as CSV, Parquet and DuckDB";
    private static final double ROOM = 6;

    FormatsGroup {
        requireNonNull(dataSet, "dataSet is null");
    }

    @Override
    public String name() {
        return "formats";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        workplace.requireSpace("Group " + name(), ROOM * dataSet.scale().doubleValue());
        PipelineJobs jobs = new PipelineJobs(workplace, workplace.data(dataSet));
        jobs.fullRead("the read before").run();
        Path csv = jobs.tables("csv");
        Path all = jobs.tables("all_formats");
        Results results = workplace
                .rounds()
                .run(
                        List.of(
                                jobs.normalize(CSV, csv),
                                jobs.normalize(PARQUET, jobs.tables("parquet"), "--format=parquet"),
                                jobs.normalize(ALL, all, "--format=csv,parquet,duckdb")),
                        () -> Verification.sameTables(ALL, csv, all));
        table.add(name(), results, List.of());
    }
}
