package io.dataconnector.normalizer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.work.Workers;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.fold.SortMemory;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.SchemaSql;
import io.dataconnector.normalizer.output.SchemaYml;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.quality.References;
import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;

/**
 * One run: raw outputs in, tables, rejects and report out. The results appear together when the output
 * folder is committed, or not at all.
 */
public final class Normalization implements AutoCloseable {
    /** The file of rejects. */
    public static final String REJECTS = "rejects.jsonl";

    /** The file that says what a run did. */
    public static final String REPORT = "report.json";

    /** The file that loads the CSV files of a run, if it makes some. */
    public static final String SCHEMA_SQL = SchemaSql.FILE;

    private static final String SCHEMA_YML = "schema.yml";

    /** The files of a run other than its tables. */
    static final List<String> FILES = List.of(REJECTS, REPORT, SCHEMA_SQL, SCHEMA_YML);

    private final OutputFolder output;
    private final References references;
    private final Workers workers;
    private final MemoryPlan plan;
    private final MemoryBudget work;
    private final List<TableBuild> tables = new ArrayList<>();
    private final Map<StreamName, StreamBuild> streams = new HashMap<>();
    private final BlockReaders<BlockReader> readers;
    private final TableFiles files;
    private final RejectLog rejects;

    /**
     * A run with all processors and all memory of this process, whose tables are CSV files.
     *
     * @throws NormalizerException if nothing can be written to the output folder
     */
    public Normalization(Collection<TableDefinition> definitions, OutputFolder output) {
        this(definitions, output, Set.of(TableFormat.CSV));
    }

    /**
     * A run with all processors and all memory of this process.
     *
     * @param formats those of the tables, at least one
     * @throws NormalizerException if nothing can be written to the output folder, or what a format needs is missing
     */
    public Normalization(Collection<TableDefinition> definitions, OutputFolder output, Set<TableFormat> formats) {
        this(
                definitions,
                output,
                formats,
                Runtime.getRuntime().availableProcessors(),
                MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory()));
    }

    /**
     * @param formats those of the tables, at least one
     * @param processors how many there are to use
     * @param budget how much memory may be used for what grows with the inputs
     * @throws NormalizerException if nothing can be written to the output folder, or what a format needs is missing
     */
    public Normalization(
            Collection<TableDefinition> definitions,
            OutputFolder output,
            Set<TableFormat> formats,
            int processors,
            MemoryBudget budget) {
        this.output = requireNonNull(output, "output is null");
        int threads = MemoryPlan.threads(processors);
        plan = MemoryPlan.of(budget, threads);
        work = new MemoryBudget(plan.workBytes());
        SortMemory memory = new SortMemory(plan.rowBytes(), plan.mergeBytes());
        references = new References(definitions, () -> new RowSorter(output.path(), memory), plan.keyBatchBytes());
        Map<StreamName, Integer> tableCounts = new HashMap<>();
        for (TableDefinition definition : definitions) {
            tables.add(new TableBuild(definition, new RowSorter(output.path(), memory), references, plan.aheadBytes()));
            tableCounts.merge(definition.stream(), 1, Integer::sum);
        }
        tableCounts.forEach((stream, count) -> streams.put(stream, new StreamBuild(stream, count)));
        readers = new BlockReaders<>(
                (block, maxBatchBytes) -> new BlockReader(tables, block, maxBatchBytes), plan, work, memory);
        workers = new Workers("worker", threads);
        try {
            rejects = new RejectLog(output.create(REJECTS));
            files = TableFiles.begin(formats, definitions, output);
        } catch (IOException e) {
            throw output.failure(e);
        }
    }

    /**
     * Builds the tables from all inputs together.
     *
     * @throws NormalizerException if an input cannot be read or an output cannot be written
     * @throws CancellationException if this thread is interrupted
     */
    public Report run(List<RawInput> inputs, Progress progress) {
        return RunFailures.translated(output, () -> {
            List<Report.Input> inputReports = readAll(inputs, progress);
            rejects.close();
            onAllWorkers(table -> {
                files.write(table);
                return table;
            });
            files.complete();
            List<Report.Table> tableReports = onAllWorkers(TableBuild::report);
            List<Report.Stream> streamReports = streams.values().stream()
                    .map(StreamBuild::report)
                    .sorted(Comparator.comparing(Report.Stream::name))
                    .toList();
            Report report = new Report(tableReports, streamReports, inputReports);
            write(REPORT, Json.writePretty(report.toJson()) + "\n");
            writeSchemas();
            return report;
        });
    }

    private List<Report.Input> readAll(List<RawInput> inputs, Progress progress) throws IOException {
        List<Report.Input> reports = new ArrayList<>();
        Inputs.readAll(
                inputs,
                progress,
                (input, raw, position) -> reports.add(
                        new InputReader(input.name(), streams, rejects).read(raw, workers, readers, position)));
        readers.handOverRows();
        readers.close();
        return reports;
    }

    /** A part of the work on a table. */
    private interface TableWork<T> {
        T apply(TableBuild table) throws IOException;
    }

    /** Does something with each table, as many at a time as there are workers and memory, and returns the results in the order of the tables. */
    private <T> List<T> onAllWorkers(TableWork<T> part) throws IOException {
        List<Future<T>> futures = new ArrayList<>();
        for (TableBuild table : tables) {
            futures.add(workers.submit(() -> inMemory(table, part)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(Workers.join(future));
        }
        return results;
    }

    /** Does something with a table once there is the memory that it takes. */
    private <T> T inMemory(TableBuild table, TableWork<T> part) throws IOException {
        long bytes = plan.bytesToWrite(table.longestRow());
        try {
            work.take(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunFailures.interrupted(e);
        }
        try {
            return part.apply(table);
        } finally {
            work.giveBack(bytes);
        }
    }

    private void writeSchemas() throws IOException {
        List<SqlTypes> types = tables.stream().map(TableBuild::sqlTypes).toList();
        if (files.hasCsv()) {
            // It loads the CSV files, and would load those of an earlier run.
            write(SCHEMA_SQL, SchemaSql.of(types, output.path()));
        }
        Map<String, TableDefinition> definitions = new LinkedHashMap<>();
        tables.forEach(table -> definitions.put(table.definition().name(), table.definition()));
        write(SCHEMA_YML, SchemaYml.of(definitions));
    }

    private void write(String name, String text) throws IOException {
        try (OutputStream out = output.create(name)) {
            out.write(text.getBytes(UTF_8));
        }
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        // First, because it cancels what the workers would otherwise complete.
        try (workers) {
            files.close();
        }
        tables.forEach(TableBuild::close);
        references.close();
    }
}
