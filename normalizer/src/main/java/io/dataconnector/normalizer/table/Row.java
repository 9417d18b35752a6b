package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of one row of a table, as bytes: the key, the version, the values. Key and version are
 * encoded so that their order as unsigned bytes is the order of what they stand for, which makes a row
 * as cheap to compare and to spill as bytes are.
 *
 * <p>The key: each column as UTF-8, or as eight bytes if it is whole or a timestamp. The version: the
 * instant (8 bytes of seconds, 4 of nanoseconds), the time of emission (8) and the place in the input
 * (8). A value: its length (4; -1 for null) and its text in UTF-8.
 *
 * @param bytes not to be changed
 * @param keyLength how many of the bytes are the key
 */
@SuppressWarnings("ArrayRecordComponent")
public record Row(byte[] bytes, int keyLength) implements Comparable<Row> {
    static final int VERSION_LENGTH = 8 + 4 + 8 + 8;
    static final int NULL_LENGTH = -1;

    /** A row that has a key and values but no version, for what is only looked up. */
    public static Row ofKey(byte[] key, String... values) {
        TextBuffer row = new TextBuffer();
        row.append(key, 0, key.length);
        row.append(new byte[VERSION_LENGTH], 0, VERSION_LENGTH);
        for (String value : values) {
            byte[] text = value.getBytes(UTF_8);
            row.appendInt(text.length);
            row.append(text, 0, text.length);
        }
        return new Row(row.toByteArray(), key.length);
    }

    /** By key, and then by version, the oldest first. */
    @Override
    public int compareTo(Row other) {
        return Arrays.compareUnsigned(
                bytes, 0, keyLength + VERSION_LENGTH, other.bytes, 0, other.keyLength + VERSION_LENGTH);
    }

    public boolean hasKeyOf(Row other) {
        return Arrays.equals(bytes, 0, keyLength, other.bytes, 0, other.keyLength);
    }

    /** Whether two rows of one key are of the same instant. */
    public boolean hasInstantOf(Row other) {
        int length = Long.BYTES + Integer.BYTES;
        return Arrays.equals(
                bytes, keyLength, keyLength + length, other.bytes, other.keyLength, other.keyLength + length);
    }

    /**
     * Whether two rows have the same values, but for one column.
     *
     * @param exceptColumn the column that may differ; none if it is negative
     */
    public boolean hasValuesOf(Row other, int columns, int exceptColumn) {
        int at = keyLength + VERSION_LENGTH;
        int otherAt = other.keyLength + VERSION_LENGTH;
        for (int i = 0; i < columns; i++) {
            int end = at + valueLength(at);
            int otherEnd = otherAt + other.valueLength(otherAt);
            if (i != exceptColumn && !Arrays.equals(bytes, at, end, other.bytes, otherAt, otherEnd)) {
                return false;
            }
            at = end;
            otherAt = otherEnd;
        }
        return true;
    }

    /** How many bytes a value takes together with its length. */
    private int valueLength(int at) {
        return Integer.BYTES + Math.max(0, (int) number(at, Integer.BYTES));
    }

    /** The instant of the version, if the record had one. */
    public Optional<Instant> version() {
        long seconds = number(keyLength, Long.BYTES) ^ Long.MIN_VALUE;
        return seconds == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds, number(keyLength + Long.BYTES, Integer.BYTES)));
    }

    /**
     * The texts of the values of each of its rows: one, or as many as there are elements where the rows of
     * the table are elements of an array. Null where there is no value.
     *
     * @param columns how many a row has
     */
    public List<@Nullable String[]> rows(int columns) {
        List<@Nullable String[]> rows = new ArrayList<>(1);
        int at = keyLength + VERSION_LENGTH;
        while (at < bytes.length) {
            @Nullable String[] values = new String[columns];
            for (int i = 0; i < columns; i++) {
                int length = (int) number(at, Integer.BYTES);
                at += Integer.BYTES;
                if (length != NULL_LENGTH) {
                    values[i] = new String(bytes, at, length, UTF_8);
                    at += length;
                }
            }
            rows.add(values);
        }
        return rows;
    }

    private long number(int at, int length) {
        long number = 0;
        for (int i = at; i < at + length; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }
}
