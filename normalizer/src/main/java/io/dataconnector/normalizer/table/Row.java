package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
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

    /** By key, and then by version, the oldest first. */
    @Override
    public int compareTo(Row other) {
        return Arrays.compareUnsigned(
                bytes, 0, keyLength + VERSION_LENGTH, other.bytes, 0, other.keyLength + VERSION_LENGTH);
    }

    public boolean hasKeyOf(Row other) {
        return Arrays.equals(bytes, 0, keyLength, other.bytes, 0, other.keyLength);
    }

    /** The instant of the version, if the record had one. */
    public Optional<Instant> version() {
        long seconds = number(keyLength, Long.BYTES) ^ Long.MIN_VALUE;
        return seconds == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds, number(keyLength + Long.BYTES, Integer.BYTES)));
    }

    /** The texts of the values; null where there is no value. */
    public @Nullable String[] values(int columns) {
        @Nullable String[] values = new String[columns];
        int at = keyLength + VERSION_LENGTH;
        for (int i = 0; i < columns; i++) {
            int length = (int) number(at, Integer.BYTES);
            at += Integer.BYTES;
            if (length != NULL_LENGTH) {
                values[i] = new String(bytes, at, length, UTF_8);
                at += length;
            }
        }
        return values;
    }

    private long number(int at, int length) {
        long number = 0;
        for (int i = at; i < at + length; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }
}
