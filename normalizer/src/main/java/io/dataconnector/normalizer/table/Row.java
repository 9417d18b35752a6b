package io.dataconnector.normalizer.table;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One version of one row of a table, where it stands in a buffer: the key, the version, the fields. Key and
 * version are encoded so that their order as unsigned bytes is the order of what they stand for, which
 * makes a row as cheap to compare and to spill as bytes are.
 *
 * <p>The key: each column as UTF-8, or as eight bytes if it is whole or a timestamp. The version: the
 * instant (8 bytes of seconds, 4 of nanoseconds), the time of emission (8) and the place in the input
 * (8). The fields: as {@link RowFields} reads them. A row that is only looked up ends with its key.
 *
 * @param bytes not to be changed
 * @param from the index of the key's first byte
 * @param keyLength how many of the bytes are the key
 * @param to the index behind the row's last byte
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

    /** The index behind the bytes that tell the order: behind the version, or behind a key that stands alone. */
    private int orderedEnd() {
        return Math.min(from + keyLength + VERSION_LENGTH, to);
    }

    /** How many of the bytes that tell the order two rows have in common at their beginning. */
    public int commonLength(Row other) {
        int mismatch = Arrays.mismatch(bytes, from, orderedEnd(), other.bytes, other.from, other.orderedEnd());
        return mismatch < 0 ? orderedEnd() - from : mismatch;
    }

    /**
     * Eight of the bytes that tell the order as a signed number that tells it, too: of rows that agree in
     * all bytes before, the one with the lesser number comes first; equal numbers tell nothing.
     *
     * @param skipped how many bytes stand before
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

    /** Whether two rows of one key are of the same instant. */
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

    /** Seconds since 1970 of the instant of the version; {@link Long#MIN_VALUE} if the record had none. */
    private long versionSeconds() {
        return BigEndian.longAt(bytes, from + keyLength) ^ Long.MIN_VALUE;
    }

    private int versionNanos() {
        return BigEndian.intAt(bytes, from + keyLength + Long.BYTES);
    }

    /** A copy of the row with its key and its version alone. */
    public Row withoutFields() {
        return new Row(Arrays.copyOfRange(bytes, from, orderedEnd()), 0, keyLength, orderedEnd() - from);
    }

    /** A copy of the row that does not keep the buffer in memory in which the row is. */
    public Row copy() {
        return new Row(Arrays.copyOfRange(bytes, from, to), 0, keyLength, to - from);
    }

    /** The index of the first byte of the fields. */
    int fieldsFrom() {
        return from + keyLength + VERSION_LENGTH;
    }
}
