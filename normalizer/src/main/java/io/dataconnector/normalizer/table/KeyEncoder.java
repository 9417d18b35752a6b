package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.TimestampReader;
import java.util.Set;

/**
 * Encodes values of keys so that their order as unsigned bytes is the order of what they stand for, also
 * when several follow each other. Used by one thread.
 */
public final class KeyEncoder {
    /** The types that a column of a key may have. */
    public static final Set<ColumnType> TYPES =
            Set.of(ColumnType.STRING, ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.TIMESTAMP);

    private final TimestampReader timestamp = new TimestampReader();

    /** Appends the code of a value, given as the text of its column. */
    public void append(ColumnType type, String value, TextBuffer out) {
        byte[] text = value.getBytes(UTF_8);
        append(type, text, 0, text.length, out);
    }

    /** Appends the code of a value, given as the text of its column in UTF-8. */
    void append(ColumnType type, byte[] text, int from, int to, TextBuffer out) {
        switch (type) {
            case INTEGER ->
                out.appendLong(Long.parseLong(new String(text, from, to - from, US_ASCII)) ^ Long.MIN_VALUE);
            case TIMESTAMP -> appendInstant(text, from, to, out);
            case STRING, BOOLEAN -> appendText(text, from, to, out);
            case DECIMAL, JSON -> throw new IllegalArgumentException("no key is of type " + type);
        }
    }

    /** Appends an instant as eight bytes of seconds and four of nanoseconds. */
    void appendInstant(byte[] text, int from, int to, TextBuffer out) {
        if (!timestamp.read(text, from, to)) {
            throw new IllegalStateException("not a timestamp: " + new String(text, from, to - from, UTF_8));
        }
        out.appendLong(timestamp.seconds() ^ Long.MIN_VALUE);
        out.appendInt(timestamp.nanos());
    }

    /** Appends a text and a mark behind it that is less than any text: two zeros, where a zero is 0 255. */
    private static void appendText(byte[] text, int from, int to, TextBuffer out) {
        for (int i = from; i < to; i++) {
            out.append(text[i]);
            if (text[i] == 0) {
                out.append((byte) 0xff);
            }
        }
        out.append((byte) 0);
        out.append((byte) 0);
    }
}
