package io.dataconnector.normalizer.compact;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.work.Workers;
import io.dataconnector.normalizer.compact.CompactionReader.State;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.fold.SortMemory;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.run.BlockReaders;
import io.dataconnector.normalizer.run.InputBlocks;
import io.dataconnector.normalizer.run.Inputs;
import io.dataconnector.normalizer.run.MemoryPlan;
import io.dataconnector.normalizer.run.RunFailures;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * One compaction: raw outputs in, one raw output out, of which the same tables become the same. Of the lines it keeps,
 * in their order, the records of which some table could keep a row, the lines and records that are rejects, and the last
 * STATE of each stream; besides, a record or STATE without which the report would say something else. The file appears
 * when the output folder is committed, or not at all.
 *
 * <p>What has been compacted may be compacted again, together with what follows it.
 */
public final class Compaction implements AutoCloseable {
    private final OutputFolder output;
    private final CompactedFile file;
    private final Workers workers;
    private final BlockReaders<CompactionReader> readers;
    private final List<TableVersions> tables = new ArrayList<>();
    private final Lines lines;
    private final LastStates states;
    private final StreamCounts streams;
    private final List<CompactionReport.Input> inputReports = new ArrayList<>();
    private long messages;
    private long rejectedLines;

    /** A compaction with all processors and all memory of this process. */
    public Compaction(Collection<TableDefinition> definitions, CompactedFile file, OutputFolder output) {
        this(
                definitions,
                file,
                output,
                Runtime.getRuntime().availableProcessors(),
                MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory()));
    }

    /**
     * @param output the folder of the file; also takes what does not fit in memory
     * @param processors how many there are to use
     * @param budget how much memory may be used for what grows with the inputs
     */
    public Compaction(
            Collection<TableDefinition> definitions,
            CompactedFile file,
            OutputFolder output,
            int processors,
            MemoryBudget budget) {
        this.file = requireNonNull(file, "file is null");
        this.output = requireNonNull(output, "output is null");
        int threads = MemoryPlan.threads(processors);
        MemoryPlan plan = MemoryPlan.of(budget, threads);
        SortMemory memory = new SortMemory(plan.rowBytes(), plan.mergeBytes());
        for (TableDefinition definition : definitions) {
            tables.add(new TableVersions(definition, new RowSorter(output.path(), memory)));
        }
        lines = new Lines(
                new RowSorter(output.path(), memory), new RowSorter(output.path(), memory), plan.keyBatchBytes());
        states = new LastStates(lines);
        streams = new StreamCounts(definitions);
        readers = new BlockReaders<>(
                (block, maxBatchBytes) -> new CompactionReader(tables, streams.owners(), lines, block, maxBatchBytes),
                plan,
                new MemoryBudget(plan.workBytes()),
                memory);
        workers = new Workers("worker", threads);
    }

    /**
     * Compacts all inputs together.
     *
     * @throws NormalizerException if an input cannot be read, none holds a message, or the output cannot be written
     * @throws CancellationException if this thread is interrupted
     */
    public CompactionReport run(List<RawInput> inputs, Progress progress) {
        return RunFailures.translated(output, () -> {
            Inputs.readAll(inputs, progress, (input, raw, position) -> {
                LostRecords lostRecords = new LostRecords();
                long messagesBefore = messages;
                InputBlocks<CompactionReader> blocks = new InputBlocks<>(
                        workers, readers, (reader, linesBefore) -> passOn(reader, linesBefore, lostRecords));
                blocks.read(raw, position);
                inputReports.add(
                        new CompactionReport.Input(input.name(), messages - messagesBefore, lostRecords.gaps()));
            });
            readers.handOverRows();
            readers.close();
            if (messages == 0) {
                throw NormalizerException.noMessage(
                        inputs.stream().map(RawInput::name).toList());
            }
            mark();
            write();
            return new CompactionReport(streams.report(), inputReports, streams.states(), rejectedLines);
        });
    }

    private void passOn(CompactionReader reader, long linesBefore, LostRecords lostRecords) throws IOException {
        for (State state : reader.states()) {
            passOn(state, reader, linesBefore, lostRecords);
        }
        reader.streams().forEach((stream, records) -> {
            if (records.count() > 0) {
                lostRecords.countRecords(stream, records.sinceState());
                streams.count(stream, records);
            }
        });
        messages += reader.messageCount();
        rejectedLines += reader.rejectedLines();
    }

    private void passOn(State state, CompactionReader reader, long linesBefore, LostRecords lostRecords)
            throws IOException {
        OptionalLong found = OptionalLong.empty();
        boolean isGap = false;
        if (state.stream().isPresent()) {
            StreamName stream = state.stream().get();
            lostRecords.countRecords(stream, state.records());
            long count = lostRecords.checkState(
                    stream, state.expectedRecords(), state.arrivedRecords(), linesBefore + 1 + state.lineNumber());
            isGap = state.expectedRecords().compareTo(BigDecimal.valueOf(count)) > 0;
            found = state.arrivedRecords().isPresent() ? OptionalLong.empty() : OptionalLong.of(count);
        }
        states.add(reader.positionOf(state.from()), reader.block().buffer(), state.from(), state.to(), found, isGap);
    }

    private void mark() throws IOException {
        try (Lines.Marks marks = lines.new Marks()) {
            for (TableVersions table : tables) {
                streams.noteKept(table.definition().stream(), table.markNeeded(marks));
            }
            streams.markLastEmitted(marks);
            states.markLast(marks);
        }
    }

    private void write() throws IOException {
        try (CompactedFile.Writer writer = file.create(output)) {
            lines.forEachKept(writer::writeLine, streams::keep);
            if (!streams.hasKeptMessage()) {
                writer.writeNoRecords();
            }
        }
        output.force();
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        workers.close();
        tables.forEach(TableVersions::close);
        lines.close();
    }
}
