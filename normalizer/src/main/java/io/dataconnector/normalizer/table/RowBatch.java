package io.dataconnector.normalizer.table;

import java.util.Arrays;

/**
 * Rows in the order in which they came, in one buffer: for each of them a header of {@link #HEADER_LENGTH}
 * bytes, which are the length of the row and that of its key, and its bytes.
 */
public final class RowBatch {
    /** How many bytes stand before each row. */
    public static final int HEADER_LENGTH = Integer.BYTES + Integer.BYTES;

    private final TextBuffer rows = new TextBuffer();
    private int[] starts = new int[64];
    private int count;
    private int start;

    /** Begins a row: what is appended to the answer is its key first. */
    public TextBuffer begin() {
        start = rows.size();
        rows.appendLong(0);
        return rows;
    }

    /** Ends the row. */
    public void end(int keyLength) {
        rows.setInt(start, rows.size() - start - HEADER_LENGTH);
        rows.setInt(start + Integer.BYTES, keyLength);
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
    }

    /** Takes back the row that was begun. */
    public void drop() {
        rows.truncate(start);
    }

    /** Forgets all rows. */
    public void clear() {
        rows.clear();
        count = 0;
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** How many bytes the rows have, headers included. */
    public int size() {
        return rows.size();
    }

    /** The row of a number; valid until the batch is changed. */
    public Row row(int index) {
        return rowAt(rows.bytes(), starts[index]);
    }

    /** The row whose header stands at an index of a buffer. */
    public static Row rowAt(byte[] bytes, int at) {
        int from = at + HEADER_LENGTH;
        return new Row(bytes, from, BigEndian.intAt(bytes, at + Integer.BYTES), from + BigEndian.intAt(bytes, at));
    }
}
