package io.dataconnector.normalizer.table;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One version of one row of a table, as a slice of a buffer: the key, the version, the fields. Key and
 * version are encoded so that their order as unsigned bytes is the order of their values, which
 * makes a row as cheap to compare and to spill as bytes.
 *
 * <p>The key: each column as UTF-8, or as eight bytes if it is whole or a timestamp. The version: the
 * instant (8 bytes of seconds, 4 of nanoseconds), the time of emission (8) and the place in the input
 * (8). The fields: as {@link RowFields} reads them. A row that is only looked up ends with its key.
 *
 * @param bytes not to be changed
 * @param from the index of the key's first byte
 * @param keyLength how many of the bytes are the key
 * @param to the index after the row's last byte
 */
@SuppressWarnings("ArrayRecordComponent")
public record Row(byte[] bytes, int from, int keyLength, int to) implements Comparable<Row> {
    static final int VERSION_LENGTH = 8 + 4 + 8 + 8;
    private static final int INSTANT_LENGTH = 8 + 4;

    /** By key, and then by version, the oldest first. */
    @Override
    public int compareTo(Row other) {
        return Arrays.compareUnsigned(bytes, from, orderedEnd(), other.bytes, other.from, other.orderedEnd());
    }

    /** The index after the bytes that determine the order: after the version, or after a key without one. */
    private int orderedEnd() {
        return Math.min(from + keyLength + VERSION_LENGTH, to);
    }

    /** How many leading bytes of those that determine the order two rows have in common. */
    public int commonLength(Row other) {
        int mismatch = Arrays.mismatch(bytes, from, orderedEnd(), other.bytes, other.from, other.orderedEnd());
        return mismatch < 0 ? orderedEnd() - from : mismatch;
    }

    /**
     * Eight of the bytes that determine the order, as a signed number with the same order: of rows that agree
     * in all bytes before, the one with the lesser number comes first; equal numbers decide nothing.
     *
     * @param skipped how many bytes come before
     */
    public long prefix(int skipped) {
        int at = from + skipped;
        int length = orderedEnd() - at;
        if (length >= Long.BYTES) {
            return BigEndian.longAt(bytes, at) ^ Long.MIN_VALUE;
        }
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (bytes[at + i] & 0xffL) << (56 - 8 * i);
        }
        return prefix ^ Long.MIN_VALUE;
    }

    public boolean hasKeyOf(Row other) {
        return Arrays.equals(bytes, from, from + keyLength, other.bytes, other.from, other.from + other.keyLength);
    }

    /** Whether two rows of one key have the same instant. */
    public boolean hasInstantOf(Row other) {
        int at = from + keyLength;
        int otherAt = other.from + other.keyLength;
        return Arrays.equals(bytes, at, at + INSTANT_LENGTH, other.bytes, otherAt, otherAt + INSTANT_LENGTH);
    }

    /** The instant of the version, if the record had one. */
    public Optional<Instant> version() {
        long seconds = versionSeconds();
        return seconds == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds, versionNanos()));
    }

    /** When the record that the row was made of was emitted, in milliseconds since 1970. */
    public long emittedAt() {
        return BigEndian.longAt(bytes, from + keyLength + INSTANT_LENGTH) ^ Long.MIN_VALUE;
    }

    /** The place in the input of the record that the row was made of. */
    public long position() {
        return BigEndian.longAt(bytes, from + keyLength + VERSION_LENGTH - Long.BYTES);
    }

    /** Seconds since 1970 of the instant of the version; {@link Long#MIN_VALUE} if the record had none. */
    private long versionSeconds() {
        return BigEndian.longAt(bytes, from + keyLength) ^ Long.MIN_VALUE;
    }

    private int versionNanos() {
        return BigEndian.intAt(bytes, from + keyLength + Long.BYTES);
    }

    /** A copy of only the row's key and version. */
    public Row withoutFields() {
        return new Row(Arrays.copyOfRange(bytes, from, orderedEnd()), 0, keyLength, orderedEnd() - from);
    }

    /** A copy of the row that does not keep the row's buffer in memory. */
    public Row copy() {
        return new Row(Arrays.copyOfRange(bytes, from, to), 0, keyLength, to - from);
    }

    /** The index of the first byte of the fields. */
    int fieldsFrom() {
        return from + keyLength + VERSION_LENGTH;
    }
}
