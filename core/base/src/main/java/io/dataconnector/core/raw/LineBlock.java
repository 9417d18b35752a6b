package io.dataconnector.core.raw;

import io.dataconnector.core.scan.PlainText;
import java.util.Arrays;

/**
 * A block of whole lines of an input, in one buffer that is reused from block to block. A line ends with a line feed or
 * at the end of the input. The buffer grows to hold the longest line.
 */
public final class LineBlock {
    /** Consumes the lines of a block. */
    public interface LineConsumer {
        /**
         * Consumes the line in {@code [from, to)} of a buffer, and returns whether it accepts more.
         *
         * @param number the number of the line in its block, from 0 on
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

    /** @param capacity the initial size of the buffer in bytes */
    public LineBlock(int capacity) {
        buffer = new byte[capacity];
    }

    /** The buffer, of which the first {@link #size} bytes are the lines. */
    public byte[] buffer() {
        return buffer;
    }

    /** The size of the lines in bytes. */
    public int size() {
        return size;
    }

    /** How many bytes of the input precede the block. */
    public long position() {
        return position;
    }

    /**
     * Passes every line that is not blank to the consumer, until that accepts no more; the next call continues after
     * that line. A byte order mark at the beginning of the input is skipped.
     *
     * @return whether all lines have been passed on
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

    /** How many lines have been passed on or were blank. */
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

    /** Starts over with the bytes that were read after the lines of the previous block. */
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

    /** Doubles the buffer; returns false if it is at its maximum size. */
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
