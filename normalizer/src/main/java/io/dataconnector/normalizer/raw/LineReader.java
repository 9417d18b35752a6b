package io.dataconnector.normalizer.raw;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Hands out the lines of an input where they stand in one buffer, which grows to hold the longest
 * line. A line ends with a line feed or with the input.
 */
final class LineReader {
    private static final int INITIAL_BUFFER_SIZE = 1 << 20;
    private static final int MAX_BUFFER_SIZE = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL_BUFFER_SIZE];
    private int filled;
    private boolean isAtEnd;
    private int from;
    private int to;
    private int next;
    private long bytes;

    LineReader(InputStream in) {
        this.in = requireNonNull(in, "in is null");
    }

    /** Moves to the next line, and says whether there is one. */
    boolean next() throws IOException {
        from = next;
        int searched = from;
        while (true) {
            int end = PlainText.indexOfLineFeed(buffer, searched, filled);
            if (end >= 0) {
                to = end;
                next = end + 1;
                return true;
            }
            if (isAtEnd) {
                to = filled;
                next = filled;
                return from < filled;
            }
            searched = filled - from;
            fill();
        }
    }

    byte[] buffer() {
        return buffer;
    }

    /** The index of the line's first byte. */
    int from() {
        return from;
    }

    /** The index behind the line's last byte, which is not the line feed. */
    int to() {
        return to;
    }

    /** How many bytes the input had so far. */
    long bytes() {
        return bytes;
    }

    /** Moves the line in hand to the front of the buffer and adds to it. */
    private void fill() throws IOException {
        filled -= from;
        System.arraycopy(buffer, from, buffer, 0, filled);
        from = 0;
        if (filled == buffer.length) {
            if (filled == MAX_BUFFER_SIZE) {
                throw new IOException("a line has more than " + MAX_BUFFER_SIZE + " bytes");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * filled, MAX_BUFFER_SIZE));
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            isAtEnd = true;
        } else {
            filled += read;
            bytes += read;
        }
    }
}
