package io.dataconnector.core.memory;

/**
 * How much memory the parts of a program may take together for what grows with its input: buffers, blocks,
 * rows. Each part takes bytes before it allocates and gives them back when it lets go. What cannot be had is
 * waited for, done without, or written to disk; that is for the part to decide.
 *
 * <p>The budget counts and does not allocate. Used by any number of threads.
 */
public final class MemoryBudget {
    /** Of the heap; what is left is for objects that nobody counts, and for the collector to work in. */
    private static final double COUNTED_PART = 0.6;

    /** What the program and its libraries take, whatever the input. */
    private static final long BYTES_OF_PROGRAM = 6L << 20;

    private static final long MIN_BYTES = 1 << 20;

    private final long bytes;
    private long taken;

    /** @param bytes how many there are, at least one */
    public MemoryBudget(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a budget has at least one byte, not " + bytes);
        }
        this.bytes = bytes;
    }

    /** The budget of a program that has a heap of this size to itself, in bytes. */
    public static MemoryBudget ofHeap(long maxHeapBytes) {
        return new MemoryBudget(Math.max(MIN_BYTES, (long) ((maxHeapBytes - BYTES_OF_PROGRAM) * COUNTED_PART)));
    }

    /** How many bytes there are in all. */
    public long bytes() {
        return bytes;
    }

    /** How many bytes nobody has taken. */
    public synchronized long available() {
        return bytes - taken;
    }

    /** Takes bytes if they are there at once, and says whether they were. */
    public synchronized boolean tryTake(long wanted) {
        requireNotNegative(wanted);
        if (wanted > bytes - taken) {
            return false;
        }
        taken += wanted;
        return true;
    }

    /**
     * Takes bytes, and waits until others have given them back if need be. Whoever waits should hold nothing
     * that the others wait for.
     *
     * @throws MemoryBudgetException if the whole budget is less
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public synchronized void take(long wanted) throws InterruptedException {
        requireNotNegative(wanted);
        if (wanted > bytes) {
            throw new MemoryBudgetException(wanted, bytes);
        }
        while (wanted > bytes - taken) {
            wait();
        }
        taken += wanted;
    }

    /** Gives back bytes that were taken. */
    public synchronized void giveBack(long returned) {
        requireNotNegative(returned);
        if (returned > taken) {
            throw new IllegalStateException(returned + " bytes are given back, but " + taken + " were taken");
        }
        taken -= returned;
        notifyAll();
    }

    private static void requireNotNegative(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative: " + bytes);
        }
    }
}
