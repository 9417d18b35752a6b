package io.dataconnector.normalizer.compact;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.table.BigEndian;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines that may be kept, and marks on those that are: both sorted by the place of a line in the inputs, so that
 * memory is bounded, and the lines that are kept come in the order in which they were read.
 *
 * <p>A line is a row whose key is its place, and whose fields are whether it is kept without a mark, what it is, and its
 * bytes.
 */
final class Lines implements AutoCloseable {
    /** The owner of the messages that are no records. */
    static final int STATE = -1;

    /** The owner of the lines that are no messages. */
    static final int NO_MESSAGE = -2;

    static final int KEY_LENGTH = Long.BYTES;
    static final byte KEPT = 1;
    static final byte IF_MARKED = 0;

    private final RowSorter lines;
    private final RowSorter marks;
    private final int maxBatchBytes;

    /** @param maxBatchBytes how many bytes of marks are gathered until they are sorted */
    Lines(RowSorter lines, RowSorter marks, int maxBatchBytes) {
        this.lines = requireNonNull(lines, "lines is null");
        this.marks = requireNonNull(marks, "marks is null");
        this.maxBatchBytes = maxBatchBytes;
    }

    /** Adds lines; any thread may. */
    void add(RowBatch batch) throws IOException {
        lines.add(batch);
    }

    /** Marks on their way. Used by one thread. */
    final class Marks implements AutoCloseable {
        private final RowBatch batch = new RowBatch();

        /** Marks the line at a place as one to keep; it may be marked several times. */
        void add(long position) throws IOException {
            batch.begin().appendLong(position);
            batch.end(KEY_LENGTH);
            if (batch.size() >= maxBatchBytes) {
                handOver();
            }
        }

        private void handOver() throws IOException {
            marks.add(batch);
            batch.clear();
        }

        /** Passes all marks on. */
        @Override
        public void close() throws IOException {
            handOver();
        }
    }

    /** What takes the bytes of a kept line. */
    interface LineConsumer {
        void accept(byte[] buffer, int from, int to) throws IOException;
    }

    /**
     * Passes on the lines that are kept, once all lines and marks have been added.
     *
     * @param owners receives the owner of each
     */
    void forEachKept(LineConsumer consumer, IntConsumer owners) throws IOException {
        Iterator<Row> marked = marks.sorted();
        Row mark = next(marked);
        for (Iterator<Row> all = lines.sorted(); all.hasNext(); ) {
            Row line = all.next();
            long position = positionOf(line);
            while (mark != null && positionOf(mark) < position) {
                mark = next(marked);
            }
            int at = line.from() + KEY_LENGTH;
            if (line.bytes()[at] == KEPT || (mark != null && positionOf(mark) == position)) {
                owners.accept(BigEndian.intAt(line.bytes(), at + 1));
                consumer.accept(line.bytes(), at + 1 + Integer.BYTES, line.to());
            }
        }
    }

    private static long positionOf(Row row) {
        return BigEndian.longAt(row.bytes(), row.from());
    }

    private static @Nullable Row next(Iterator<Row> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        lines.close();
        marks.close();
    }
}
