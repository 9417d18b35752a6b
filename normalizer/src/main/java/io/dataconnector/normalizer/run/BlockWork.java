package io.dataconnector.normalizer.run;

import io.dataconnector.core.raw.LineBlock;
import java.io.IOException;

/**
 * What is done with one block of lines after the other. It may pause within a block, so that what it has found is
 * passed on. Used by one thread at a time; any number may be active.
 */
public interface BlockWork {
    /** The block that is read next. */
    LineBlock block();

    /**
     * Begins to read the block.
     *
     * @param inputPosition orders the inputs: each starts where the one before it ended
     */
    void read(long inputPosition) throws IOException;

    /** Continues to the end of the block or to the next pause. What was found before is discarded. */
    void goOn() throws IOException;

    /** Whether all of the block has been read. */
    boolean isAtEnd();

    /** Passes all pending rows on. */
    void handOverRows() throws IOException;
}
