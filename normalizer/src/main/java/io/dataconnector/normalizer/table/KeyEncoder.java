package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.TimestampReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Encodes values of keys so that their order as unsigned bytes is the order of the values, also
 * when several are concatenated. Used by one thread.
 */
public final class KeyEncoder {
    /** The types that a column of a key may have. */
    public static final Set<ColumnType> TYPES =
            Set.of(ColumnType.STRING, ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.TIMESTAMP);

    private static final byte AFTER_ZERO = (byte) 0xff;
    private static final byte[] TEXT_END = {0, 0};

    private final TimestampReader timestamp = new TimestampReader();

    /** Appends the code of a value, given as the text of its column in UTF-8. */
    public void append(ColumnType type, byte[] text, int from, int to, TextBuffer out) {
        switch (type) {
            case INTEGER -> out.appendLong(whole(text, from, to) ^ Long.MIN_VALUE);
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

    /** The number in the text of a whole number of 64 bits. */
    private static long whole(byte[] text, int from, int to) {
        boolean isNegative = text[from] == '-';
        long negated = 0;
        for (int i = isNegative ? from + 1 : from; i < to; i++) {
            // Negated, because there is one more negative number than there are positive ones.
            negated = negated * 10 - (text[i] - '0');
        }
        return isNegative ? negated : -negated;
    }

    /** Appends a text and a terminator that is less than any text: two zero bytes; a zero byte in the text is 0 255. */
    private static void appendText(byte[] text, int from, int to, TextBuffer out) {
        int copied = from;
        for (int i = from; i < to; i++) {
            if (text[i] == 0) {
                out.append(text, copied, i + 1);
                out.append(AFTER_ZERO);
                copied = i + 1;
            }
        }
        out.append(text, copied, to);
        out.append(TEXT_END, 0, TEXT_END.length);
    }

    /** The texts of the values in the key of a row. */
    public static List<String> decode(List<ColumnType> types, Row row) {
        byte[] key = row.bytes();
        List<String> texts = new ArrayList<>();
        int at = row.from();
        for (ColumnType type : types) {
            switch (type) {
                case INTEGER -> {
                    texts.add(Long.toString(BigEndian.longAt(key, at) ^ Long.MIN_VALUE));
                    at += Long.BYTES;
                }
                case TIMESTAMP -> {
                    long seconds = BigEndian.longAt(key, at) ^ Long.MIN_VALUE;
                    at += Long.BYTES;
                    texts.add(Instant.ofEpochSecond(seconds, BigEndian.intAt(key, at))
                            .toString());
                    at += Integer.BYTES;
                }
                case STRING, BOOLEAN -> {
                    TextBuffer text = new TextBuffer();
                    while (key[at] != 0 || key[at + 1] != 0) {
                        text.append(key[at]);
                        at += key[at] == 0 ? 2 : 1;
                    }
                    texts.add(new String(text.bytes(), 0, text.size(), UTF_8));
                    at += 2;
                }
                case DECIMAL, JSON -> throw new IllegalArgumentException("no key is of type " + type);
            }
        }
        return texts;
    }
}
