package io.dataconnector.normalizer;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.RejectLog.Place;
import io.dataconnector.normalizer.quality.RejectLog.Reject;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.raw.BadLineException;
import io.dataconnector.normalizer.raw.MessageScanner;
import io.dataconnector.normalizer.raw.RawInput;
import io.dataconnector.normalizer.raw.RawReader;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One run: raw outputs in, tables, rejects and report out. The results appear together at the end, or
 * not at all.
 */
public final class Normalization implements AutoCloseable {
    /** The file of what could not be used. */
    public static final String REJECTS = "rejects.jsonl";

    /** The file that says what a run did. */
    public static final String REPORT = "report.json";

    /** What part of the heap the rows may take before they are spilled. */
    private static final int HEAP_PARTS_FOR_ROWS = 3;

    private final OutputFolder output;
    private final MessageScanner messages;
    private final List<TableBuild> builds = new ArrayList<>();
    private final Map<String, List<TableBuild>> buildsByStream = new HashMap<>();
    private final RejectLog rejects;
    private long position;

    /**
     * @throws NormalizerException if nothing can be written to the output folder
     */
    public Normalization(Collection<TableDefinition> tables, OutputFolder output) {
        this.output = requireNonNull(output, "output is null");
        JsonPaths paths = new JsonPaths();
        long bytesPerTable = Runtime.getRuntime().maxMemory() / HEAP_PARTS_FOR_ROWS / Math.max(1, tables.size());
        for (TableDefinition table : tables) {
            RowSorter sorter = new RowSorter(output.path(), bytesPerTable);
            TableBuild build = new TableBuild(new RowEncoder(table, paths, MessageScanner.DATA), sorter);
            builds.add(build);
            buildsByStream
                    .computeIfAbsent(table.stream(), stream -> new ArrayList<>())
                    .add(build);
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
            List<Report.Input> inputReports = new ArrayList<>();
            for (RawInput input : inputs) {
                inputReports.add(read(input, progress));
            }
            rejects.close();
            List<Report.Table> tableReports = new ArrayList<>();
            for (TableBuild build : builds) {
                tableReports.add(build.write(output));
            }
            Report report = new Report(tableReports, inputReports);
            write(report);
            return report;
        } catch (IOException e) {
            throw output.failure(e);
        } catch (UncheckedIOException e) {
            throw output.failure(requireNonNull(e.getCause(), "cause is null"));
        }
    }

    private Report.Input read(RawInput input, Progress progress) throws IOException {
        long start = System.nanoTime();
        InputReader reader = new InputReader(input.name());
        RawReader.Size size = new RawReader(input, progress).read(reader);
        if (size.bytes() == 0) {
            throw new NormalizerException("Input " + input.name()
                    + " is empty. A read writes messages even when there is nothing to read: see why it failed.");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Report.Input(
                input.name(), size.bytes(), size.lines(), reader.messageTypes, reader.records, reader.bad, seconds);
    }

    private void write(Report report) throws IOException {
        try (OutputStream out = output.create(REPORT)) {
            out.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
            out.write('\n');
        }
    }

    /** Frees what was spilled to disk. */
    @Override
    public void close() {
        builds.forEach(TableBuild::close);
    }

    /** Takes the lines of one input. */
    private final class InputReader implements RawReader.LineConsumer {
        private final String input;
        private final Counts messageTypes = new Counts();
        private final Counts records = new Counts();
        private final Counts bad = new Counts();

        InputReader(String input) {
            this.input = input;
        }

        @Override
        public void accept(byte[] buffer, int from, int to, long lineNumber) throws IOException {
            Place place = new Place(input, lineNumber);
            try {
                messages.scan(buffer, from, to);
            } catch (BadLineException e) {
                String reason = word(e.reason());
                bad.add(reason);
                rejects.add(place, new Reject(null, null, null, reason, e.getMessage()), buffer, from, to);
                return;
            }
            messageTypes.add(messages.type());
            if (messages.isRecord()) {
                String stream = messages.stream();
                records.add(stream);
                for (TableBuild build : buildsByStream.getOrDefault(stream, List.of())) {
                    addRow(build, place, buffer, from, to);
                }
                position++;
            }
        }

        private void addRow(TableBuild build, Place place, byte[] buffer, int from, int to) throws IOException {
            try {
                build.sorter().add(build.encoder().encode(messages.scanner(), buffer, messages.emittedAt(), position));
            } catch (UnfitRecordException e) {
                String reason = word(e.reason());
                build.rejects().add(reason);
                TableDefinition table = build.definition();
                Reject reject = new Reject(table.stream(), table.name(), e.column(), reason, e.getMessage());
                rejects.add(place, reject, buffer, from, to);
            }
        }

        private static String word(Enum<?> reason) {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }
}
