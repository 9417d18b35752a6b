package io.dataconnector.core.raw;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Reads one raw output in blocks of whole lines. */
public final class RawReader implements AutoCloseable {
    /** How much is copied from a file at once: more would not stay in the processor's cache. */
    private static final int MAX_READ = 1 << 16;

    private final RawInput input;
    private final LongConsumer progress;
    private final InputStream in;
    private byte[] rest = {};
    private int restSize;
    private long position;
    private long bytes;

    /**
     * @param progress receives the size of each block in bytes
     * @throws RawInputException if the input cannot be opened
     */
    public RawReader(RawInput input, LongConsumer progress) {
        this(input, input.open(), 0, progress);
    }

    RawReader(RawInput input, InputStream in, LongConsumer progress) {
        this(input, in, 0, progress);
    }

    /**
     * Reads a part of an input, which begins with a line.
     *
     * @param in the bytes of the part
     * @param position how many bytes of the input precede it
     * @param progress receives the size of each block in bytes
     */
    public RawReader(RawInput input, InputStream in, long position, LongConsumer progress) {
        this.input = requireNonNull(input, "input is null");
        this.in = requireNonNull(in, "in is null");
        this.position = position;
        this.progress = requireNonNull(progress, "progress is null");
    }

    /**
     * Fills a block with the next lines, and returns whether there are any.
     *
     * @throws RawInputException if the input cannot be read to its end
     */
    public boolean read(LineBlock block) {
        try {
            block.begin(position, rest, restSize);
            restSize = 0;
            fill(block);
        } catch (IOException e) {
            throw input.failure(e);
        }
        position += block.size();
        bytes += block.size();
        progress.accept(block.size());
        return block.size() > 0;
    }

    /** The size of all blocks so far in bytes, after decompression. */
    public long bytes() {
        return bytes;
    }

    private void fill(LineBlock block) throws IOException {
        while (true) {
            int size = block.size();
            int room = block.buffer().length - size;
            int read = room == 0 ? 0 : in.read(block.buffer(), size, Math.min(room, MAX_READ));
            if (read < 0) {
                return;
            }
            block.setSize(size + read);
            if (read == room) {
                int end = afterLastLineFeed(block);
                if (end > 0) {
                    keepRest(block, end);
                    return;
                }
                if (!block.grow()) {
                    throw new IOException("a line has more than " + block.size() + " bytes");
                }
            }
        }
    }

    private static int afterLastLineFeed(LineBlock block) {
        byte[] buffer = block.buffer();
        int end = block.size();
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Keeps what follows the last whole line for the next block. */
    private void keepRest(LineBlock block, int end) {
        restSize = block.size() - end;
        if (rest.length < restSize) {
            rest = new byte[restSize];
        }
        System.arraycopy(block.buffer(), end, rest, 0, restSize);
        block.setSize(end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
