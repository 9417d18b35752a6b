package io.dataconnector.spark;

/** Places in the inputs as numbers: in their order first come the places of the first input. */
final class Position {
    private static final int OFFSET_BITS = 44;

    /** How many inputs there may be; each may have 2^44 bytes, 17 TB. */
    static final int MAX_INPUTS = 1 << (Long.SIZE - 1 - OFFSET_BITS);

    private Position() {}

    /** The place of the first byte of an input. */
    static long of(Input input) {
        return (long) input.number() << OFFSET_BITS;
    }
}
