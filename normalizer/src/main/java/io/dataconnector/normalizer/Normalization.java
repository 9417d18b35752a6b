package io.dataconnector.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.fold.SortMemory;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.SchemaSql;
import io.dataconnector.normalizer.output.SchemaYml;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.quality.References;
import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.raw.MessageScanner;
import io.dataconnector.normalizer.raw.RawInput;
import io.dataconnector.normalizer.raw.RawReader;
import io.dataconnector.normalizer.raw.StreamName;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private static final int HEAP_PARTS_FOR_ROWS = 3;

    private static final double NANOS_PER_SECOND = 1e9;

    private final OutputFolder output;
    private final MessageScanner messages;
    private final References references;
    private final List<TableBuild> tables = new ArrayList<>();
    private final Map<StreamName, StreamBuild> streams = new HashMap<>();
    private final RejectLog rejects;

    /**
     * @throws NormalizerException if nothing can be written to the output folder
     */
    public Normalization(Collection<TableDefinition> definitions, OutputFolder output) {
        this.output = requireNonNull(output, "output is null");
        SortMemory memory = new SortMemory(Runtime.getRuntime().maxMemory() / HEAP_PARTS_FOR_ROWS);
        references = new References(definitions, () -> new RowSorter(output.path(), memory));
        JsonPaths paths = new JsonPaths();
        for (TableDefinition definition : definitions) {
            output.requireFile(TableBuild.fileName(definition));
            RowEncoder encoder = new RowEncoder(definition, paths, MessageScanner.DATA);
            TableBuild table = new TableBuild(encoder, new RowSorter(output.path(), memory), references);
            tables.add(table);
            streams.computeIfAbsent(definition.stream(), StreamBuild::new).addTable(table);
        }
        messages = new MessageScanner(paths);
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
            for (TableBuild table : tables) {
                table.write(output);
            }
            List<Report.Table> tableReports = new ArrayList<>();
            for (TableBuild table : tables) {
                tableReports.add(table.report());
            }
            List<Report.Stream> streamReports = streams.values().stream()
                    .map(StreamBuild::report)
                    .sorted(Comparator.comparing(Report.Stream::name))
                    .toList();
            Report report = new Report(tableReports, streamReports, inputReports);
            write(REPORT, Json.writePretty(report.toJson()) + "\n");
            writeSchemas();
            return report;
        } catch (IOException e) {
            throw output.failure(e);
        } catch (UncheckedIOException e) {
            throw output.failure(requireNonNull(e.getCause(), "cause is null"));
        }
    }

    private List<Report.Input> readAll(List<RawInput> inputs, Progress progress) throws IOException {
        List<Report.Input> reports = new ArrayList<>();
        long records = 0;
        for (RawInput input : inputs) {
            long start = System.nanoTime();
            InputReader reader = new InputReader(input.name(), messages, streams, rejects, records);
            RawReader.Size size = new RawReader(input, progress).read(reader);
            if (size.bytes() == 0) {
                throw new NormalizerException("Input " + input.name()
                        + " is empty. A read writes messages even when there is nothing to read: see why it failed.");
            }
            records += reader.records();
            reports.add(reader.report(size, (System.nanoTime() - start) / NANOS_PER_SECOND));
        }
        return reports;
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
        tables.forEach(TableBuild::close);
        references.close();
    }
}
