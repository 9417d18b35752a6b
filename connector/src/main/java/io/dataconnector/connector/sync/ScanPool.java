package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.work.Workers;

/** The workers and the memory that the page scans of all streams of a read share. */
final class ScanPool implements AutoCloseable {
    private static final int MAX_THREADS = 4;
    /** So many pages ahead for each worker, that small ones need not wait to be asked for. */
    private static final int PAGES_PER_THREAD = 4;

    private final Workers workers;
    private final ScanMemory memory;

    ScanPool(int processors, MemoryBudget budget) {
        workers = new Workers("page scan", Math.min(processors, MAX_THREADS));
        memory = new ScanMemory(requireNonNull(budget, "budget is null"), maxAhead() + 1);
    }

    Workers workers() {
        return workers;
    }

    ScanMemory memory() {
        return memory;
    }

    /** How many pages of a stream may be scanned before their turn. */
    int maxAhead() {
        return workers.threads() * PAGES_PER_THREAD;
    }

    @Override
    public void close() {
        workers.close();
        memory.clear();
    }
}
