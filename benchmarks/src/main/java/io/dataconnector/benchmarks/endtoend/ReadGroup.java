package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.duckdb.DuckDbScript;
import java.nio.file.Path;
import java.util.List;

/** Reading all streams, compared with {@code cat} and DuckDB: in full, and with nothing new. */
record ReadGroup(DataSet dataSet) implements Group {
    private static final String CAT = "`cat` of all pages";
    private static final String FULL = "`connector read`, full refresh";
    private static final String INCREMENTAL = "`connector read`, incremental, nothing new";
    private static final String DUCKDB_TYPED = "DuckDB read, types found out";
    private static final String DUCKDB = "DuckDB read, records as JSON";
    private static final double ROOM = 9;

    ReadGroup {
        requireNonNull(dataSet, "dataSet is null");
    }

    @Override
    public String name() {
        return "read";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        workplace.requireSpace("Group " + name(), ROOM * dataSet.scale().doubleValue());
        DataFolder data = workplace.data(dataSet);
        PipelineJobs jobs = new PipelineJobs(workplace, data);
        Path state = jobs.stateAfterEverything();
        DuckDbJob duckDb = jobs.duckDb(DUCKDB, DuckDbScript.READ);
        DuckDbJob duckDbTyped = jobs.duckDb(DUCKDB_TYPED, DuckDbScript.READ_TYPED);
        ProcessJob incremental = jobs.incrementalRead(INCREMENTAL, state);
        Results results = workplace
                .rounds()
                .run(List.of(jobs.cat(CAT), jobs.fullRead(FULL), incremental, duckDbTyped, duckDb), () -> {
                    Verification.records(FULL, jobs.raw(), dataSet.records());
                    Verification.records(INCREMENTAL, jobs.incrementalOutput(), 0);
                    Verification.rows(duckDb, dataSet);
                    Verification.rows(duckDbTyped, dataSet);
                });
        table.add(
                name(),
                results,
                List.of(
                        Mark.atMost(2.0, FULL, CAT),
                        Mark.atMost(0.5, FULL, DUCKDB_TYPED),
                        Mark.atMost(0.5, FULL, DUCKDB),
                        Mark.fasterThan(INCREMENTAL, FULL)));
    }
}
