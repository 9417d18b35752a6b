package io.dataconnector.normalizer.table;

import java.util.Arrays;

/**
 * Rows in the order of arrival, in one buffer: each with a header of {@link #HEADER_LENGTH}
 * bytes, which are the length of the row and that of its key, and its bytes.
 */
public final class RowBatch {
    /** How many bytes precede each row. */
    public static final int HEADER_LENGTH = Integer.BYTES + Integer.BYTES;

    private final TextBuffer rows = new TextBuffer();
    private int[] starts = new int[64];
    private int count;
    private int start;

    /** Begins a row: its key is appended to the returned buffer first. */
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

    /** Discards the row that was begun. */
    public void drop() {
        rows.truncate(start);
    }

    /** Removes the fields of the row that was ended last; its key and version stay. */
    public void dropFields() {
        Row row = row(count - 1);
        rows.truncate(row.fieldsFrom());
        rows.setInt(start, rows.size() - start - HEADER_LENGTH);
    }

    /** Removes all rows. */
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

    /** The row with a number; valid until the batch is changed. */
    public Row row(int index) {
        return rowAt(rows.bytes(), starts[index]);
    }

    /** The row whose header is at an index of a buffer. */
    public static Row rowAt(byte[] bytes, int at) {
        int from = at + HEADER_LENGTH;
        return new Row(bytes, from, BigEndian.intAt(bytes, at + Integer.BYTES), from + BigEndian.intAt(bytes, at));
    }
}
