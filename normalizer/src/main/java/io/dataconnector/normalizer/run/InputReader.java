package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.raw.RawReader;
import io.dataconnector.core.work.Workers;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.RejectLog.Place;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.run.BlockReader.CountedState;
import io.dataconnector.normalizer.run.BlockReader.RejectedLine;
import java.io.IOException;
import java.util.Map;

/** Reads the lines of one input: all workers read blocks of it, and their results are passed on in the order of the lines. */
final class InputReader {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String input;
    private final RejectLog rejects;
    private final Map<StreamName, StreamBuild> streams;

    private final Counts messageTypes = new Counts();
    private final Counts badLines = new Counts();
    private final LostRecords lostRecords = new LostRecords();
    private long records;

    /** @param streams gets the streams of the input added */
    InputReader(String input, Map<StreamName, StreamBuild> streams, RejectLog rejects) {
        this.input = requireNonNull(input, "input is null");
        this.streams = requireNonNull(streams, "streams is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
    }

    /**
     * Reads all of the input.
     *
     * @param readers as many are active as there is memory for
     * @param position orders the inputs: each starts where the one before it ended
     * @throws NormalizerException if the input cannot be read to its end
     * @throws IOException if an output cannot be written
     */
    Report.Input read(RawReader raw, Workers workers, BlockReaders<BlockReader> readers, long position)
            throws IOException {
        long start = System.nanoTime();
        InputBlocks<BlockReader> blocks = new InputBlocks<>(workers, readers, this::passOn);
        blocks.read(raw, position);
        return report(raw.bytes(), blocks.lines(), (System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    private void passOn(BlockReader reader, long linesBefore) throws IOException {
        for (RejectedLine line : reader.rejectedLines()) {
            reject(line, reader.block().buffer(), linesBefore);
        }
        for (CountedState state : reader.states()) {
            lostRecords.countRecords(state.stream(), state.records());
            lostRecords.checkState(
                    state.stream(),
                    state.expectedRecords(),
                    state.arrivedRecords(),
                    linesBefore + 1 + state.lineNumber());
        }
        reader.streams().forEach((stream, portion) -> {
            if (portion.count() > 0) {
                lostRecords.countRecords(stream, portion.sinceState());
                streams.computeIfAbsent(stream, name -> new StreamBuild(name, 0))
                        .countRecords(portion.count(), portion.lastEmittedAt());
                records += portion.count();
            }
        });
        messageTypes.add(reader.messageTypes());
    }

    private void reject(RejectedLine line, byte[] buffer, long linesBefore) throws IOException {
        Counts counts = line.table() instanceof TableBuild table ? table.rejects() : badLines;
        counts.add(line.reject().reason());
        rejects.add(new Place(input, linesBefore + 1 + line.number()), line.reject(), buffer, line.from(), line.to());
    }

    private Report.Input report(long bytes, long lines, double seconds) {
        messageTypes.add("RECORD", records);
        return new Report.Input(input, bytes, lines, messageTypes, badLines, lostRecords.gaps(), seconds);
    }
}
