package io.dataconnector.normalizer.compact;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.BadLineException;
import io.dataconnector.core.message.MessageScanner;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.normalizer.run.BlockWork;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads blocks of lines: the keys and versions of their records go to the tables, and the lines that may be kept to
 * {@link Lines}, in any order, because each carries its place. What must be known in the order of the lines, namely
 * states and counts, is kept until the block's turn comes.
 */
final class CompactionReader extends BlockWork {
    /**
     * A STATE, in {@code [from, to)} of the block.
     *
     * @param stream whose records it counts; absent if it counts none
     * @param records how many of them the block has since the previous STATE
     * @param expectedRecords how many it says there are; zero without a stream
     * @param arrivedRecords how many it says were found
     * @param lineNumber of its line in the block, from 0 on
     */
    record State(
            int from,
            int to,
            Optional<StreamName> stream,
            long records,
            BigDecimal expectedRecords,
            Optional<BigDecimal> arrivedRecords,
            long lineNumber) {}

    /** The records of one stream in the block. */
    static final class StreamRecords {
        private final List<TableRows> tables = new ArrayList<>();
        private final int owner;
        private long count;
        private long sinceState;
        private long lastEmittedAt;
        private long lastPosition;
        private long lastRejectEmittedAt;

        private StreamRecords(int owner) {
            this.owner = owner;
        }

        long count() {
            return count;
        }

        /** How many of them follow the last STATE of the stream in the block. */
        long sinceState() {
            return sinceState;
        }

        /** When the last of them was emitted, in milliseconds since 1970; 0 if unknown. */
        long lastEmittedAt() {
            return lastEmittedAt;
        }

        /** The place of the last one that was emitted then. */
        long lastPosition() {
            return lastPosition;
        }

        /** The same of those that are rejects, for some table. */
        long lastRejectEmittedAt() {
            return lastRejectEmittedAt;
        }

        private void add(long emittedAt, long position) {
            count++;
            sinceState++;
            if (emittedAt > 0 && emittedAt >= lastEmittedAt) {
                lastEmittedAt = emittedAt;
                lastPosition = position;
            }
        }

        private void forgetCounts() {
            count = 0;
            sinceState = 0;
            lastEmittedAt = 0;
            lastRejectEmittedAt = 0;
        }
    }

    /** The rows of a table that are on their way to it. */
    private record TableRows(TableVersions table, RowEncoder encoder, RowBatch batch) {}

    private final Lines lines;
    private final LineBatch lineBatch = new LineBatch();
    private final MessageScanner messages;
    private final List<TableRows> tables = new ArrayList<>();

    private final Map<StreamName, StreamRecords> streams = new LinkedHashMap<>();
    private final List<State> states = new ArrayList<>();
    private long messageCount;
    private long rejectedLines;
    private boolean hasUnfitElement;

    /**
     * @param owners the numbers of the streams of the tables
     * @param maxBatchBytes how many bytes of rows and lines are gathered until they are sorted
     */
    CompactionReader(
            List<TableVersions> versions,
            Map<StreamName, Integer> owners,
            Lines lines,
            LineBlock block,
            int maxBatchBytes) {
        super(block, maxBatchBytes);
        this.lines = requireNonNull(lines, "lines is null");
        owners.forEach((stream, owner) -> streams.put(stream, new StreamRecords(owner)));
        Map<StreamName, JsonPaths> paths = new HashMap<>();
        for (TableVersions table : versions) {
            StreamName stream = table.definition().stream();
            JsonPaths pathsOfStream = paths.computeIfAbsent(stream, name -> new JsonPaths());
            TableRows rows = new TableRows(table, new RowEncoder(table.definition(), pathsOfStream), new RowBatch());
            tables.add(rows);
            recordsOf(stream).tables.add(rows);
        }
        messages = new MessageScanner(paths);
    }

    /** A stream without a table has no number, because none of its lines is kept. */
    private StreamRecords recordsOf(StreamName stream) {
        return streams.computeIfAbsent(stream, name -> new StreamRecords(Lines.NO_MESSAGE));
    }

    @Override
    protected void discard() {
        streams.values().forEach(StreamRecords::forgetCounts);
        states.clear();
        messageCount = 0;
        rejectedLines = 0;
    }

    @Override
    protected void handOver() throws IOException {
        for (TableRows rows : tables) {
            rows.table().add(rows.batch());
            rows.batch().clear();
        }
        lineBatch.handOver(lines);
    }

    @Override
    protected void accept(byte[] buffer, int from, int to, long number) {
        int batchedBefore = lineBatch.size();
        try {
            messages.scan(buffer, from, to);
            messageCount++;
            if (messages.isRecord()) {
                acceptRecord(buffer, from, to);
            } else if (messages.isState()) {
                acceptState(from, to, number);
            }
        } catch (BadLineException e) {
            rejectedLines++;
            lineBatch.add(positionOf(from), Lines.NO_MESSAGE, true, buffer, from, to);
        }
        addBatched(lineBatch.size() - batchedBefore);
    }

    private void acceptState(int from, int to, long number) {
        Optional<StreamName> stream =
                messages.stateStream().filter(name -> messages.recordCount().isPresent());
        long records = 0;
        if (stream.isPresent()) {
            StreamRecords counted = recordsOf(stream.get());
            records = counted.sinceState;
            counted.sinceState = 0;
        }
        states.add(new State(
                from,
                to,
                stream,
                records,
                messages.recordCount().orElse(BigDecimal.ZERO),
                messages.arrivedCount(),
                number));
    }

    private void acceptRecord(byte[] buffer, int from, int to) {
        long position = positionOf(from);
        StreamRecords records = recordsOf(messages.stream());
        records.add(messages.emittedAt(), position);
        if (records.tables.isEmpty()) {
            return;
        }
        boolean isRejected = false;
        for (TableRows rows : records.tables) {
            isRejected |= !encode(rows, buffer, position);
        }
        if (isRejected) {
            rejectedLines++;
            records.lastRejectEmittedAt = Math.max(records.lastRejectEmittedAt, messages.emittedAt());
        }
        lineBatch.add(position, records.owner, isRejected, buffer, from, to);
    }

    /** Adds the key and version of a record to a table, and returns whether all of the record fits in it. */
    private boolean encode(TableRows rows, byte[] buffer, long position) {
        int batchedBefore = rows.batch().size();
        hasUnfitElement = false;
        try {
            rows.encoder()
                    .encode(
                            messages.data(),
                            buffer,
                            messages.emittedAt(),
                            position,
                            rows.batch(),
                            unfit -> hasUnfitElement = true);
        } catch (UnfitRecordException e) {
            return false;
        }
        rows.batch().dropFields();
        addBatched(rows.batch().size() - batchedBefore);
        return !hasUnfitElement;
    }

    /** The records since the last pause; may include streams without any. */
    Map<StreamName, StreamRecords> streams() {
        return streams;
    }

    /** In the order of the lines. */
    List<State> states() {
        return states;
    }

    long messageCount() {
        return messageCount;
    }

    /** How many lines cannot be used, at all or for some table. */
    long rejectedLines() {
        return rejectedLines;
    }
}
