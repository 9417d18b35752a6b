package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.duckdb.DuckDbScript;
import java.nio.file.Path;
import java.util.List;

/** Building tables from a raw output, two of them and all six, compared with DuckDB. */
record NormalizeGroup(DataSet dataSet) implements Group {
    static final String ONLY_TWO = "dim_accounts,fact_invoices";

    private static final String TWO = "`normalizer`, two tables";
    private static final String SIX = "`normalizer`, six tables";
    private static final String DUCKDB_TWO = "DuckDB, two tables, the raw output read once";
    private static final String DUCKDB_TWO_BY_STREAM = "DuckDB, two tables, read once for each";
    private static final String DUCKDB_SIX = "DuckDB, six tables";
    private static final double ROOM = 9;

    NormalizeGroup {
        requireNonNull(dataSet, "dataSet is null");
    }

    @Override
    public String name() {
        return "normalize";
    }

    @Override
    public void measure(Workplace workplace, MarkdownTable table) {
        workplace.requireSpace("Group " + name(), ROOM * dataSet.scale().doubleValue());
        DataFolder data = workplace.data(dataSet);
        PipelineJobs jobs = new PipelineJobs(workplace, data);
        jobs.fullRead("the read before").run();
        Path two = jobs.tables("two_tables");
        Path six = jobs.tables("six_tables");
        DuckDbJob duckDbTwo = jobs.duckDb(DUCKDB_TWO, DuckDbScript.TWO_TABLES);
        DuckDbJob duckDbTwoByStream = jobs.duckDb(DUCKDB_TWO_BY_STREAM, DuckDbScript.TWO_TABLES_BY_STREAM);
        DuckDbJob duckDbSix = jobs.duckDb(DUCKDB_SIX, DuckDbScript.SIX_TABLES);
        Results results = workplace
                .rounds()
                .run(
                        List.of(
                                jobs.normalize(TWO, two, "--only", ONLY_TWO),
                                duckDbTwo,
                                duckDbTwoByStream,
                                jobs.normalize(SIX, six),
                                duckDbSix),
                        () -> {
                            Verification.rows(duckDbTwo, two);
                            Verification.rows(duckDbTwoByStream, two);
                            Verification.rows(duckDbSix, six);
                        });
        table.add(
                name(),
                results,
                List.of(
                        Mark.fasterThan(TWO, DUCKDB_TWO_BY_STREAM),
                        Mark.fasterThan(TWO, DUCKDB_TWO),
                        Mark.atMost(2.0, SIX, DUCKDB_SIX)));
    }
}
