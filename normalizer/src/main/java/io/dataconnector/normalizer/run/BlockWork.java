package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.LineBlock;
import java.io.IOException;

/**
 * What is done with one block of lines after the other. It may pause within a block, so that what it has found is
 * passed on. Used by one thread at a time; any number may be active.
 */
public abstract class BlockWork {
    private final LineBlock block;
    private final int maxBatchBytes;
    private long firstPosition;
    private boolean isAtEnd;
    private long batchedBytes;

    /**
     * @param block the block that the lines are in, each time it is filled
     * @param maxBatchBytes how many bytes of rows are gathered until they are handed over
     */
    protected BlockWork(LineBlock block, int maxBatchBytes) {
        this.block = requireNonNull(block, "block is null");
        this.maxBatchBytes = maxBatchBytes;
    }

    /** The block that is read next. */
    public final LineBlock block() {
        return block;
    }

    /**
     * Begins to read the block.
     *
     * @param inputPosition orders the inputs: each starts where the one before it ended
     */
    public final void read(long inputPosition) throws IOException {
        firstPosition = inputPosition + block.position();
        goOn();
    }

    /** Continues to the end of the block or to the next pause. What was found before is discarded. */
    public final void goOn() throws IOException {
        discard();
        do {
            isAtEnd = block.forEachLine((buffer, from, to, number) -> {
                accept(buffer, from, to, number);
                return !isFull() && !isToPause();
            });
            if (isFull()) {
                handOverRows();
            }
        } while (!isAtEnd && !isToPause());
    }

    /** Whether all of the block has been read. */
    public final boolean isAtEnd() {
        return isAtEnd;
    }

    /** Passes all pending rows on. */
    public final void handOverRows() throws IOException {
        handOver();
        batchedBytes = 0;
    }

    private boolean isFull() {
        return batchedBytes >= maxBatchBytes;
    }

    /** Counts bytes that have been gathered. */
    protected final void addBatched(long bytes) {
        batchedBytes += bytes;
    }

    /** The place in all inputs of what is at an index of the block. */
    public final long positionOf(int index) {
        return firstPosition + index;
    }

    /** Discards what was found before. */
    protected abstract void discard();

    /**
     * Takes a line, in {@code [from, to)} of a buffer.
     *
     * @param number of the line in the block, from 0 on
     */
    protected abstract void accept(byte[] buffer, int from, int to, long number);

    /** Whether what has been found is to be passed on before the end of the block. */
    protected boolean isToPause() {
        return false;
    }

    /** Passes on what has been gathered. */
    protected abstract void handOver() throws IOException;
}
