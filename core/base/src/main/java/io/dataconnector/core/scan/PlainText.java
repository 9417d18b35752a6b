package io.dataconnector.core.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a run of plain string content or of a line, eight bytes at a time in one 64-bit word (SWAR). Plain
 * is the ASCII that a JSON string may contain unescaped: no quote, no backslash, no control character (RFC 8259,
 * section 7).
 */
public final class PlainText {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';
    private static final long LINE_FEEDS = ONES * '\n';

    private PlainText() {}

    /** The index of the first byte in {@code [from, to)} that is not plain, or {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long special = special((long) WORDS.get(bytes, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && isPlain(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The index of the first line feed in {@code [from, to)}, or -1 if there is none. */
    public static int indexOfLineFeed(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long lineFeeds = (long) WORDS.get(bytes, at) ^ LINE_FEEDS;
            long marks = zeros(lineFeeds) & HIGH_BITS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to) {
            if (bytes[at] == '\n') {
                return at;
            }
            at++;
        }
        return -1;
    }

    /**
     * A word in which the highest bit of a byte is set if the byte is zero. The lowest such mark is exact: a
     * borrow comes only from a byte that is marked itself.
     */
    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }

    static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /**
     * A word whose lowest set bit is in the first byte that is not plain. A borrow can mark only bytes above a byte
     * that is already marked, so the lowest mark is always exact.
     */
    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        long marks = word | (word - SPACES) | (quotes - ONES) | (backslashes - ONES);
        return marks & HIGH_BITS;
    }
}
