package io.dataconnector.core.raw;

import io.dataconnector.core.scan.PlainText;
import java.util.Arrays;

/**
 * Some lines of an input, whole ones, in one buffer that is filled again and again. A line ends with a line
 * feed or with the input. It grows to hold the longest line.
 */
public final class LineBlock {
    /** Takes the lines of a block. */
    public interface LineConsumer {
        /**
         * Takes the line in {@code [from, to)} of a buffer, and says whether it takes more.
         *
         * @param number of the line in its block, from 0 on
         */
        boolean accept(byte[] buffer, int from, int to, long number);
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

    private byte[] buffer;
    private int size;
    private long position;
    private int next;
    private long lines;

    /** @param capacity how many bytes it holds at first */
    public LineBlock(int capacity) {
        buffer = new byte[capacity];
    }

    /** The bytes, of which the first {@link #size} count. */
    public byte[] buffer() {
        return buffer;
    }

    /** How many bytes the lines have. */
    public int size() {
        return size;
    }

    /** How many bytes of the input stand before the block. */
    public long position() {
        return position;
    }

    /**
     * Hands over every line that is not blank, until the consumer takes no more; the next time it goes on
     * behind that line. A byte order mark at the beginning of the input is passed over.
     *
     * @return whether all lines have been handed over
     */
    public boolean forEachLine(LineConsumer consumer) {
        if (position == 0 && next == 0 && startsWithByteOrderMark()) {
            next = BYTE_ORDER_MARK.length;
        }
        boolean takesMore = true;
        while (takesMore && next < size) {
            int from = next;
            int lineFeed = PlainText.indexOfLineFeed(buffer, from, size);
            int to = lineFeed < 0 ? size : lineFeed;
            next = to + 1;
            takesMore = isBlank(from, to) || consumer.accept(buffer, from, to, lines);
            lines++;
        }
        return next >= size;
    }

    /** How many lines have been handed over or were blank. */
    public long lines() {
        return lines;
    }

    private boolean startsWithByteOrderMark() {
        int length = BYTE_ORDER_MARK.length;
        return size >= length && Arrays.equals(buffer, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = buffer[i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Begins anew with the bytes that were read behind the lines of the block before. */
    void begin(long newPosition, byte[] rest, int restSize) {
        position = newPosition;
        next = 0;
        lines = 0;
        size = 0;
        while (buffer.length < restSize) {
            grow();
        }
        System.arraycopy(rest, 0, buffer, 0, restSize);
        size = restSize;
    }

    /** Doubles the buffer; false if it cannot be larger. */
    boolean grow() {
        if (buffer.length == MAX_CAPACITY) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, MAX_CAPACITY));
        return true;
    }

    void setSize(int newSize) {
        size = newSize;
    }
}
