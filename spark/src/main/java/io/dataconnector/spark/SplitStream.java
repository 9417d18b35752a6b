package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of the lines that begin in a split: they end after the split, where the last of them does. */
final class SplitStream extends InputStream {
    private static final int MIN_BUFFER_SIZE = 1 << 9;
    private static final int MAX_BUFFER_SIZE = 1 << 16;

    private final InputStream in;
    private final long to;
    private long position;
    private boolean isAtEnd;

    private SplitStream(InputStream in, long position, long to) {
        this.in = requireNonNull(in, "in is null");
        this.position = position;
        this.to = to;
    }

    /** @param in the input, at the byte before the split, or at the beginning of both */
    static SplitStream of(InputStream in, Split split) throws IOException {
        BufferedInputStream buffered =
                new BufferedInputStream(in, (int) Math.max(MIN_BUFFER_SIZE, Math.min(split.bytes(), MAX_BUFFER_SIZE)));
        SplitStream lines = new SplitStream(buffered, Math.max(0, split.from() - 1), split.to());
        if (split.from() > 0) {
            lines.skipLine();
        }
        lines.isAtEnd |= lines.position >= split.to();
        return lines;
    }

    /** Skips the rest of a line that begins before the split. */
    private void skipLine() throws IOException {
        int b = 0;
        while (b != '\n' && position < to) {
            b = in.read();
            position++;
            if (b < 0) {
                isAtEnd = true;
                return;
            }
        }
        isAtEnd = b != '\n';
    }

    /** How many bytes of the input precede what is read next. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (isAtEnd) {
            return -1;
        }
        // The line feed at the last byte of the split or after it ends the last line.
        long bytesBefore = to - 1 - position;
        int read = in.read(target, offset, bytesBefore > 0 ? (int) Math.min(length, bytesBefore) : length);
        if (read < 0) {
            isAtEnd = true;
            return -1;
        }
        int taken = bytesBefore > 0 ? read : toLineFeed(target, offset, read);
        position += taken;
        return taken;
    }

    /** How many bytes there are to the first line feed; all of them if there is none. */
    private int toLineFeed(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] == '\n') {
                isAtEnd = true;
                return i + 1;
            }
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
