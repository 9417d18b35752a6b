package io.dataconnector.core.memory;

/**
 * The limit on the memory that the parts of a program may use together for data that grows with the input: buffers,
 * blocks, rows. Each part takes bytes before it allocates and gives them back when it releases the memory. If the bytes
 * are not available, each part decides whether to wait, to do without, or to spill to disk.
 *
 * <p>The budget only counts; it does not allocate. Thread-safe.
 */
public final class MemoryBudget {
    /** The share of the heap; the rest is for uncounted objects and headroom for the garbage collector. */
    private static final double COUNTED_PART = 0.6;

    /** What the program and its libraries need, whatever the input. */
    private static final long BYTES_OF_PROGRAM = 6L << 20;

    private static final long MIN_BYTES = 1 << 20;

    private final long bytes;
    private long taken;

    /** @param bytes the size of the budget, at least one */
    public MemoryBudget(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a budget has at least one byte, not " + bytes);
        }
        this.bytes = bytes;
    }

    /** The budget of a program that has a heap of this size, in bytes, to itself. */
    public static MemoryBudget ofHeap(long maxHeapBytes) {
        return new MemoryBudget(Math.max(MIN_BYTES, (long) ((maxHeapBytes - BYTES_OF_PROGRAM) * COUNTED_PART)));
    }

    /** The size of the budget in bytes. */
    public long bytes() {
        return bytes;
    }

    /** How many bytes are not taken. */
    public synchronized long available() {
        return bytes - taken;
    }

    /** Takes bytes if they are available right now, and returns whether it did. */
    public synchronized boolean tryTake(long wanted) {
        requireNotNegative(wanted);
        if (wanted > bytes - taken) {
            return false;
        }
        taken += wanted;
        return true;
    }

    /**
     * Takes bytes, waiting if necessary until others have given them back. To avoid deadlock, a caller must not hold
     * anything that the others wait for.
     *
     * @throws MemoryBudgetException if the whole budget is smaller
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
