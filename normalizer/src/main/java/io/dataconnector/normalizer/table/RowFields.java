package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.normalizer.table.Column.Origin;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of rows, one row after the other, as positions in their bytes. A {@link Row} holds the fields of
 * one row. Where the rows of the table are elements of an array, it holds those of all elements: first, once,
 * the columns that come from the record, and then those of each element; without elements it holds neither.
 *
 * <p>A field in the bytes of a row: its length in one byte if it is below {@value #NULL_BYTE}, the byte
 * {@value #NULL_BYTE} if it is null, or else its length in four bytes with the highest bit set; and its
 * text in UTF-8.
 */
public final class RowFields {
    private static final int NULL_BYTE = 127;
    private static final int NULL = -1;

    private final int columns;
    /** The columns that all rows of a record have in common. */
    private final int[] shared;

    private final int[] own;
    private final int[] starts;
    private final int[] ends;
    private final TextBuffer extended = new TextBuffer();
    private byte[] row = {};
    private byte[] bytes = {};
    private int at;
    private int to;
    private int count;

    /**
     * For rows that are records.
     *
     * @param columns how many fields a row has
     * @param more how many may be appended to it
     */
    public RowFields(int columns, int more) {
        this(new int[0], IntStream.range(0, columns).toArray(), more);
    }

    private RowFields(int[] shared, int[] own, int more) {
        this.shared = shared;
        this.own = own;
        columns = shared.length + own.length;
        starts = new int[columns + more];
        ends = new int[columns + more];
    }

    /** For the rows of a table, with room to append the fields of its file. */
    public static RowFields of(TableDefinition table) {
        int more = table.outputColumns().size() - table.columns().size();
        if (table.rows().isEmpty()) {
            return new RowFields(table.columns().size(), more);
        }
        if (more > 0) {
            throw new IllegalArgumentException("rows out of an array have no fields but their own: " + table.name());
        }
        return new RowFields(table.columnsOf(Origin.RECORD), table.columnsOf(Origin.ROW), 0);
    }

    /** Appends a field that is not null to a row. */
    static void append(byte[] text, int from, int to, TextBuffer row) {
        int length = to - from;
        if (length < NULL_BYTE) {
            row.append((byte) length);
        } else {
            row.appendInt(length | Integer.MIN_VALUE);
        }
        row.append(text, from, to);
    }

    /** Appends a field that is null to a row. */
    static void appendNull(TextBuffer row) {
        row.append((byte) NULL_BYTE);
    }

    /** Goes to a row, before its first fields. */
    public void begin(Row next) {
        row = next.bytes();
        at = next.fieldsFrom();
        to = next.to();
        if (at < to) {
            read(shared);
        }
    }

    /** Goes on to the next fields of the row, and says whether there are any. */
    public boolean next() {
        if (at >= to) {
            return false;
        }
        bytes = row;
        read(own);
        count = columns;
        return true;
    }

    private void read(int[] indexes) {
        for (int i : indexes) {
            int length = row[at];
            if (length < 0) {
                length = BigEndian.intAt(row, at) & Integer.MAX_VALUE;
                at += Integer.BYTES;
            } else {
                at++;
                length = length == NULL_BYTE ? NULL : length;
            }
            starts[i] = at;
            ends[i] = NULL;
            if (length != NULL) {
                at += length;
                ends[i] = at;
            }
        }
    }

    /** Appends a field to the last ones of a row, which are copied for it. */
    public void append(@Nullable String text) {
        beginAppended();
        if (text != null) {
            extended.append(text);
            ends[count] = extended.size();
        }
        endAppended();
    }

    /** Appends a field as the text of a timestamp column, or null. */
    public void append(Optional<Instant> timestamp) {
        beginAppended();
        if (timestamp.isPresent()) {
            Instant instant = timestamp.get();
            TimestampConverter.append(instant.getEpochSecond(), instant.getNano(), extended);
            ends[count] = extended.size();
        }
        endAppended();
    }

    private void beginAppended() {
        if (count == columns) {
            copyFields();
        }
        starts[count] = extended.size();
        ends[count] = NULL;
    }

    private void endAppended() {
        bytes = extended.bytes();
        count++;
    }

    private void copyFields() {
        int shift = starts[0];
        extended.truncate(0);
        extended.append(bytes, shift, at);
        for (int i = 0; i < columns; i++) {
            starts[i] -= shift;
            ends[i] = ends[i] == NULL ? NULL : ends[i] - shift;
        }
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    public boolean isNull(int index) {
        return ends[index] == NULL;
    }

    /** The bytes that contain the fields. */
    public byte[] bytes() {
        return bytes;
    }

    /** The index of the first byte of a field that is not null. */
    public int start(int index) {
        return starts[index];
    }

    /** The index after the last byte of a field that is not null. */
    public int end(int index) {
        return ends[index];
    }

    /** How many bytes a field has; a null has none. */
    public int length(int index) {
        return isNull(index) ? 0 : ends[index] - starts[index];
    }

    /** The text of a field; null if the field is null. */
    public @Nullable String text(int index) {
        return isNull(index) ? null : new String(bytes, starts[index], length(index), UTF_8);
    }

    /** Whether two rows have the same fields, except one that may differ; none if its index is negative. */
    public boolean isSame(RowFields other, int except) {
        for (int i = 0; i < columns; i++) {
            if (i != except && !isSameField(other, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSameField(RowFields other, int index) {
        if (isNull(index) || other.isNull(index)) {
            return isNull(index) && other.isNull(index);
        }
        return Arrays.equals(bytes, starts[index], ends[index], other.bytes, other.starts[index], other.ends[index]);
    }
}
