package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.duckdb.DuckDbScript;
import io.dataconnector.benchmarks.process.ChildCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The steps of the pipeline over one folder of data, as jobs and as steps that come before jobs. */
final class PipelineJobs {
    static final String READ_OPTIONS = "-Xmx64m";
    static final String NORMALIZE_OPTIONS = "-Xmx512m";

    private final Workplace workplace;
    private final DataFolder data;
    private final Path scratch;

    PipelineJobs(Workplace workplace, DataFolder data) {
        this.workplace = requireNonNull(workplace, "workplace is null");
        this.data = requireNonNull(data, "data is null");
        scratch = workplace.scratch();
    }

    /** What a read wrote. */
    Path raw() {
        return scratch.resolve("raw_output.jsonl");
    }

    /** The folder of the normalizer's results. */
    Path tables(String name) {
        return scratch.resolve(name);
    }

    /** Reads everything; its output is {@link #raw}. */
    ProcessJob fullRead(String name) {
        return read(name, raw(), data.fullRefreshCatalog(), data.state());
    }

    /** Reads what is newer than a state, in another file than {@link #raw}. */
    ProcessJob incrementalRead(String name, Path state) {
        return read(name, incrementalOutput(), data.incrementalCatalog(), state);
    }

    Path incrementalOutput() {
        return scratch.resolve("incremental_output.jsonl");
    }

    private ProcessJob read(String name, Path output, Path catalog, Path state) {
        ChildCommand command = workplace
                .programs()
                .connector(
                        data.path(),
                        output,
                        READ_OPTIONS,
                        "read",
                        "--config",
                        data.config().toString(),
                        "--catalog",
                        catalog.toString(),
                        "--state",
                        state.toString());
        return new ProcessJob(name, command, workplace.timer(), List.of());
    }

    /** The state after everything was read incrementally, newly written. */
    Path stateAfterEverything() {
        ProcessJob first = incrementalRead("first read", data.state());
        first.prepare();
        first.run();
        Path state = scratch.resolve("state.json");
        ChildCommand takeState = workplace
                .programs()
                .connector(scratch, state, "", "state", incrementalOutput().toString());
        workplace.timer().run(takeState);
        FileTree.delete(incrementalOutput());
        return state;
    }

    /** Copies all pages into one file. */
    ProcessJob cat(String name) {
        ChildCommand command = new ChildCommand(
                List.of("bash", "-c", "printf '%s\\0' fixtures/*/page_*.json | xargs -0 cat"),
                data.path(),
                Map.of(),
                scratch.resolve("cat_output.json"));
        return new ProcessJob(name, command, workplace.timer(), List.of());
    }

    /** Builds tables from {@link #raw}. */
    ProcessJob normalize(String name, Path tables, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = raw().toString();
        arguments[1] = "--output";
        arguments[2] = tables.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        ChildCommand command = workplace
                .programs()
                .normalizer(scratch, scratch.resolve("normalizer_output.txt"), NORMALIZE_OPTIONS, arguments);
        return new ProcessJob(name, command, workplace.timer(), List.of(tables));
    }

    /** DuckDB on the same data. */
    DuckDbJob duckDb(String name, DuckDbScript script) {
        return new DuckDbJob(
                name,
                script,
                Map.of("fixtures", data.fixtures().toString(), "raw", raw().toString()),
                workplace.timer(),
                scratch);
    }
}
