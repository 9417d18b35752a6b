package io.dataconnector.normalizer.run;

import io.dataconnector.core.message.BadLineException;
import io.dataconnector.core.message.MessageScanner;
import io.dataconnector.core.message.StreamName;
import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.RejectLog.Reject;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowEncoder;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks of lines, one at a time: the rows of their records go to the tables in any order, because
 * it does not matter there. What must be reported in the order of the lines is kept until the block's turn
 * comes; when that becomes too much, reading pauses until it has been reported. Used by one thread at a time; any
 * number of readers may be active.
 */
public final class BlockReader extends BlockWork {
    /** A block may have a million lines that cannot be used. */
    private static final int MAX_REJECTS = 1_000;

    /**
     * A line that cannot be used, at all or for one table.
     *
     * @param from the index of its first byte in the block, as {@code to} is that after its last one
     * @param number its number in the block, from 0 on
     * @param table null if the line is no message at all
     */
    public record RejectedLine(
            int from,
            int to,
            long number,
            Reject reject,
            @Nullable RowSink table) {}

    /**
     * A STATE of a stream, and how many of the stream's records the block has since the previous one.
     *
     * @param arrivedRecords how many there were before they were compacted
     */
    public record CountedState(
            StreamName stream,
            long records,
            BigDecimal expectedRecords,
            Optional<BigDecimal> arrivedRecords,
            long lineNumber) {}

    /** The records of one stream in the block. */
    public static final class StreamRecords {
        private final List<TableRows> tables = new ArrayList<>();
        private long count;
        private long sinceState;
        private long lastEmittedAt;

        /** How many there are. */
        public long count() {
            return count;
        }

        /** How many of them follow the last STATE of the stream in the block. */
        public long sinceState() {
            return sinceState;
        }

        /** When the last of them was emitted, in milliseconds since 1970; 0 if unknown. */
        public long lastEmittedAt() {
            return lastEmittedAt;
        }

        private void add(long emittedAt) {
            count++;
            sinceState++;
            lastEmittedAt = Math.max(lastEmittedAt, emittedAt);
        }

        private void forgetCounts() {
            count = 0;
            sinceState = 0;
            lastEmittedAt = 0;
        }
    }

    /** The rows of a table that are on their way to it. */
    private record TableRows(RowSink table, RowEncoder encoder, RowBatch batch) {
        private TableRows(RowSink table, JsonPaths paths) {
            this(table, new RowEncoder(table.definition(), paths), new RowBatch());
        }
    }

    private final MessageScanner messages;
    private final List<TableRows> tables = new ArrayList<>();
    private final List<UnfitRecordException> unfitElements = new ArrayList<>();

    private final Map<StreamName, StreamRecords> streams = new LinkedHashMap<>();
    private final List<RejectedLine> rejectedLines = new ArrayList<>();
    private final List<CountedState> states = new ArrayList<>();
    private Counts messageTypes = new Counts();
    private @Nullable StreamName lastStream;
    private StreamRecords lastRecords = new StreamRecords();

    /**
     * @param sinks the tables
     * @param maxBatchBytes how many bytes of rows are gathered until they are handed over
     */
    public BlockReader(List<? extends RowSink> sinks, LineBlock block, int maxBatchBytes) {
        super(block, maxBatchBytes);
        Map<StreamName, JsonPaths> paths = new HashMap<>();
        for (RowSink table : sinks) {
            StreamName stream = table.definition().stream();
            TableRows rows = new TableRows(table, paths.computeIfAbsent(stream, name -> new JsonPaths()));
            tables.add(rows);
            recordsOf(stream).tables.add(rows);
        }
        messages = new MessageScanner(paths);
    }

    private StreamRecords recordsOf(StreamName stream) {
        return streams.computeIfAbsent(stream, name -> new StreamRecords());
    }

    @Override
    protected void discard() {
        streams.values().forEach(StreamRecords::forgetCounts);
        rejectedLines.clear();
        states.clear();
        messageTypes = new Counts();
    }

    @Override
    protected boolean isToPause() {
        return rejectedLines.size() >= MAX_REJECTS;
    }

    @Override
    protected void handOver() throws IOException {
        for (TableRows rows : tables) {
            rows.table().add(rows.batch());
            rows.batch().clear();
        }
    }

    @Override
    protected void accept(byte[] buffer, int from, int to, long number) {
        try {
            messages.scan(buffer, from, to);
        } catch (BadLineException e) {
            Reject reject = new Reject(null, null, null, word(e.reason()), e.getMessage());
            rejectedLines.add(new RejectedLine(from, to, number, reject, null));
            return;
        }
        if (messages.isRecord()) {
            acceptRecord(buffer, from, to, number);
            return;
        }
        messageTypes.add(messages.type());
        if (messages.isState()) {
            messages.stateStream()
                    .ifPresent(stream -> messages.recordCount().ifPresent(count -> acceptState(stream, count, number)));
        }
    }

    private void acceptState(StreamName stream, BigDecimal expectedRecords, long number) {
        StreamRecords records = recordsOf(stream);
        states.add(new CountedState(stream, records.sinceState, expectedRecords, messages.arrivedCount(), number));
        records.sinceState = 0;
    }

    @SuppressWarnings("ReferenceEquality")
    private void acceptRecord(byte[] buffer, int from, int to, long number) {
        // The stream is mostly the same as that of the previous record.
        if (messages.stream() != lastStream) {
            lastStream = messages.stream();
            lastRecords = recordsOf(lastStream);
        }
        lastRecords.add(messages.emittedAt());
        for (TableRows rows : lastRecords.tables) {
            int batchedBefore = rows.batch().size();
            try {
                rows.encoder()
                        .encode(
                                messages.data(),
                                buffer,
                                messages.emittedAt(),
                                positionOf(from),
                                rows.batch(),
                                unfitElements::add);
            } catch (UnfitRecordException e) {
                reject(rows.table(), e, from, to, number);
            }
            addBatched(rows.batch().size() - batchedBefore);
            for (UnfitRecordException e : unfitElements) {
                reject(rows.table(), e, from, to, number);
            }
            unfitElements.clear();
        }
    }

    private void reject(RowSink sink, UnfitRecordException e, int from, int to, long number) {
        TableDefinition table = sink.definition();
        String column = e.column().isEmpty() ? null : e.column();
        Reject reject = new Reject(table.stream().toString(), table.name(), column, word(e.reason()), e.getMessage());
        rejectedLines.add(new RejectedLine(from, to, number, reject, sink));
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** The records since the last pause; may include streams without any. */
    public Map<StreamName, StreamRecords> streams() {
        return streams;
    }

    /** In the order of the lines. */
    public List<RejectedLine> rejectedLines() {
        return rejectedLines;
    }

    /** In the order of the lines. */
    public List<CountedState> states() {
        return states;
    }

    /** How many messages there are of each type except RECORD. */
    public Counts messageTypes() {
        return messageTypes;
    }
}
