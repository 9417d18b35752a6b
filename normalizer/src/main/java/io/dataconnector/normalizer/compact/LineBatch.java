package io.dataconnector.normalizer.compact;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.TextBuffer;
import java.io.IOException;

/** Lines on their way to {@link Lines}. Used by one thread. */
final class LineBatch {
    /** With this limit, a line fits in an array behind those that are gathered. */
    private static final int MAX_LINE_BYTES = 1_000_000_000;

    private final RowBatch rows = new RowBatch();

    /** How many bytes have been gathered. */
    int size() {
        return rows.size();
    }

    /**
     * Adds the line in {@code [from, to)}.
     *
     * @param position of the line in all inputs
     * @param owner the number of its stream, or one of the constants of {@link Lines}
     * @param isKept whether it is kept even if nothing marks it
     */
    void add(long position, int owner, boolean isKept, byte[] buffer, int from, int to) {
        TextBuffer row = begin(position, owner, isKept, (long) to - from);
        row.append(buffer, from, to);
        rows.end(Lines.KEY_LENGTH);
    }

    /** The same, but with other bytes in the place of those in {@code [cutFrom, cutTo)}. */
    void add(
            long position,
            int owner,
            boolean isKept,
            byte[] buffer,
            int from,
            int to,
            int cutFrom,
            int cutTo,
            byte[] inserted) {
        TextBuffer row = begin(position, owner, isKept, (long) to - from + inserted.length);
        row.append(buffer, from, cutFrom);
        row.append(inserted, 0, inserted.length);
        row.append(buffer, cutTo, to);
        rows.end(Lines.KEY_LENGTH);
    }

    private TextBuffer begin(long position, int owner, boolean isKept, long length) {
        if (length > MAX_LINE_BYTES) {
            throw new NormalizerException(
                    Category.INPUT,
                    "A line of the inputs has more than " + MAX_LINE_BYTES + " bytes, so they cannot be compacted.");
        }
        TextBuffer row = rows.begin();
        row.appendLong(position);
        row.append(isKept ? Lines.KEPT : Lines.IF_MARKED);
        row.appendInt(owner);
        return row;
    }

    /** Passes all lines on. */
    void handOver(Lines lines) throws IOException {
        lines.add(rows);
        rows.clear();
    }
}
