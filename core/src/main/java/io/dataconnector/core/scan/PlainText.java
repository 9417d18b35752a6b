package io.dataconnector.core.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where a run of plain string content ends: eight bytes at a time in one 64-bit word (SWAR).
 * Plain is what a JSON string may hold as it stands in ASCII: no quote, no backslash, no control
 * character (RFC 8259, section 7).
 */
final class PlainText {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

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

    static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /**
     * A word whose lowest set bit lies in the first byte that is not plain. A borrow can only mark
     * bytes above a byte that is marked already, so the lowest mark is always exact.
     */
    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        long marks = word | (word - SPACES) | (quotes - ONES) | (backslashes - ONES);
        return marks & HIGH_BITS;
    }
}
