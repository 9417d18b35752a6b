package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.memory.MemoryBudget;

/** Where the reader of a page asks for the memory of a buffer that grows. Counts and does not allocate. */
public interface PageMemory {
    /**
     * Takes as many bytes as can be had, and may wait for others to give some back.
     *
     * @param min fewer are of no use
     * @param wanted more are not needed; at least {@code min}
     * @return how many were taken, or 0 if {@code min} cannot be had
     */
    long take(long min, long wanted);

    /** Gives back bytes that were taken. */
    void giveBack(long bytes);

    /** The memory of a page that is the only one to be read, which waits for nobody. */
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
