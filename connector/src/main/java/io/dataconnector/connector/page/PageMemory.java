package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.memory.MemoryBudget;

/** Where the reader of a page requests memory for its growing buffer. It only counts; it does not allocate. */
public interface PageMemory {
    /**
     * Takes as many bytes as are available, and may wait for others to give some back.
     *
     * @param min fewer are of no use
     * @param wanted more are not needed; at least {@code min}
     * @return how many were taken, or 0 if {@code min} are not available
     */
    long take(long min, long wanted);

    /** Gives back bytes that were taken. */
    void giveBack(long bytes);

    /**
     * Gives back bytes at the end of a page, though something that is about to end may still refer to them: the page, until
     * it is closed.
     */
    default void giveBackAtEnd(long bytes) {
        giveBack(bytes);
    }

    /** The memory of a page that is the only one being read, so that it never waits. */
    static PageMemory of(MemoryBudget budget) {
        requireNonNull(budget, "budget is null");
        return new PageMemory() {
            @Override
            public long take(long min, long wanted) {
                long bytes = Math.max(min, Math.min(wanted, budget.available()));
                return budget.tryTake(bytes) ? bytes : 0;
            }

            @Override
            public void giveBack(long bytes) {
                budget.giveBack(bytes);
            }
        };
    }
}
