package io.dataconnector.normalizer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.core.raw.RawReader;
import io.dataconnector.core.work.Workers;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.fold.SortMemory;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.SchemaSql;
import io.dataconnector.normalizer.output.SchemaYml;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.quality.References;
import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;

/**
 * One run: raw outputs in, tables, rejects and report out. The results appear together when the output
 * folder is committed, or not at all.
 */
public final class Normalization implements AutoCloseable {
    /** The file of what could not be used. */
    public static final String REJECTS = "rejects.jsonl";

    /** The file that says what a run did. */
    public static final String REPORT = "report.json";

    /** What part of the heap the rows may take before they are spilled. */
    private static final int HEAP_PARTS_FOR_ROWS = 2;

    /** What part of the heap a block of lines takes, and the rows that are sorted at once; there are a few of them. */
    private static final int HEAP_PARTS_FOR_BLOCK = 256;

    /** More would need more memory than they save time. */
    private static final int MAX_THREADS = 16;

    private static final long MAX_BLOCK_BYTES = 1 << 21;

    private final OutputFolder output;
    private final References references;
    private final Workers workers =
            new Workers("worker", Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS));
    private final List<TableBuild> tables = new ArrayList<>();
    private final Map<StreamName, StreamBuild> streams = new HashMap<>();
    private final Queue<BlockReader> readers = new ArrayDeque<>();
    private final RejectLog rejects;

    /**
     * @throws NormalizerException if nothing can be written to the output folder
     */
    public Normalization(Collection<TableDefinition> definitions, OutputFolder output) {
        this.output = requireNonNull(output, "output is null");
        long heap = Runtime.getRuntime().maxMemory();
        SortMemory memory = new SortMemory(heap / HEAP_PARTS_FOR_ROWS);
        int blockBytes = (int) Math.min(heap / HEAP_PARTS_FOR_BLOCK, MAX_BLOCK_BYTES);
        references = new References(definitions, () -> new RowSorter(output.path(), memory), blockBytes);
        Map<StreamName, Integer> tableCounts = new HashMap<>();
        for (TableDefinition definition : definitions) {
            output.requireFile(TableBuild.fileName(definition));
            tables.add(new TableBuild(definition, new RowSorter(output.path(), memory), references));
            tableCounts.merge(definition.stream(), 1, Integer::sum);
        }
        tableCounts.forEach((stream, count) -> streams.put(stream, new StreamBuild(stream, count)));
        // One for each worker, one that is filled meanwhile, and one in reserve.
        for (int i = 0; i < workers.threads() + 2; i++) {
            readers.add(new BlockReader(tables, new LineBlock(blockBytes), blockBytes));
        }
        try {
            rejects = new RejectLog(output.create(REJECTS));
        } catch (IOException e) {
            throw output.failure(e);
        }
    }

    /**
     * Makes the tables of all inputs together.
     *
     * @throws NormalizerException if an input cannot be read or an output cannot be written
     */
    public Report run(List<RawInput> inputs, Progress progress) {
        try {
            List<Report.Input> inputReports = readAll(inputs, progress);
            rejects.close();
            onAllWorkers(table -> {
                table.write(output);
                return table;
            });
            List<Report.Table> tableReports = onAllWorkers(TableBuild::report);
            List<Report.Stream> streamReports = streams.values().stream()
                    .map(StreamBuild::report)
                    .sorted(Comparator.comparing(Report.Stream::name))
                    .toList();
            Report report = new Report(tableReports, streamReports, inputReports);
            write(REPORT, Json.writePretty(report.toJson()) + "\n");
            writeSchemas();
            return report;
        } catch (RawInputException e) {
            throw new NormalizerException(e.getMessage(), e);
        } catch (IOException e) {
            throw output.failure(e);
        } catch (UncheckedIOException e) {
            throw output.failure(requireNonNull(e.getCause(), "cause is null"));
        }
    }

    private List<Report.Input> readAll(List<RawInput> inputs, Progress progress) throws IOException {
        List<Report.Input> reports = new ArrayList<>();
        long position = 0;
        for (RawInput input : inputs) {
            try (RawReader raw = new RawReader(input, progress::addBytes)) {
                reports.add(new InputReader(input.name(), streams, rejects).read(raw, workers, readers, position));
                if (raw.bytes() == 0) {
                    throw new NormalizerException("Input " + input.name() + " is empty. A read writes messages even"
                            + " when there is nothing to read: see why it failed.");
                }
                position += raw.bytes();
            }
            progress.finishPart();
        }
        for (BlockReader reader : readers) {
            reader.handOverRows();
        }
        readers.clear();
        return reports;
    }

    /** A part of the work on a table. */
    private interface TableWork<T> {
        T apply(TableBuild table) throws IOException;
    }

    /** Does something with each table, several at a time, and answers the results in the order of the tables. */
    private <T> List<T> onAllWorkers(TableWork<T> work) throws IOException {
        List<Future<T>> futures = new ArrayList<>();
        for (TableBuild table : tables) {
            futures.add(workers.submit(() -> work.apply(table)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(Workers.join(future));
        }
        return results;
    }

    private void writeSchemas() throws IOException {
        List<SqlTypes> types = tables.stream().map(TableBuild::sqlTypes).toList();
        write("schema.sql", SchemaSql.of(types, output.path()));
        Map<String, TableDefinition> definitions = new LinkedHashMap<>();
        tables.forEach(table -> definitions.put(table.definition().name(), table.definition()));
        write("schema.yml", SchemaYml.of(definitions));
    }

    private void write(String name, String text) throws IOException {
        try (OutputStream out = output.create(name)) {
            out.write(text.getBytes(UTF_8));
        }
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        workers.close();
        tables.forEach(TableBuild::close);
        references.close();
    }
}
