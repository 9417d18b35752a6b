package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.work.Workers;

/**
 * The workers and the memory that the page scans of all streams of a read share.
 *
 * <p>A page ahead that waits for its turn keeps its worker, so that pages may have to wait for one. That does not last:
 * pages are scanned in the order in which they were submitted, and a stream submits its current page before those ahead.
 * So wherever a page ahead has a worker, the current page of its stream has had one, too, and comes to its end.
 *
 * <p>The first pages of the next slices are submitted before the current page of their stream, or that of a parent. There are
 * fewer of them, in all streams together, than workers: one worker for each stream is always left.
 */
final class ScanPool implements AutoCloseable {
    /** No API is sent more requests at once because a stream has many partitions. */
    private static final int MAX_SLICES_AHEAD = 9;

    private final Workers workers;
    private final ScanMemory memory;
    private final JobSlots jobs = new JobSlots();
    private final int streams;
    private final int maxAhead;
    private final int maxSlicesAhead;

    ScanPool(Parallelism parallelism, MemoryBudget budget) {
        maxAhead = parallelism.pagesAhead();
        streams = Math.min(
                parallelism.streams(), ScanMemory.maxStreams(requireNonNull(budget, "budget is null"), maxAhead + 1));
        int pages = Math.min(parallelism.slices() / streams, ScanMemory.maxPages(budget, streams));
        maxSlicesAhead = Math.max(0, Math.min(MAX_SLICES_AHEAD, pages - 1));
        workers = new Workers("page scan", parallelism.threads());
        memory = new ScanMemory(budget, streams, Math.max(maxAhead, maxSlicesAhead) + 1);
    }

    Workers workers() {
        return workers;
    }

    ScanMemory memory() {
        return memory;
    }

    /** What the asynchronous jobs of all streams share. */
    JobSlots jobs() {
        return jobs;
    }

    /** How many streams may be read side by side. */
    int streams() {
        return streams;
    }

    /** Of how many slices of a stream the first page may be scanned before their turn. */
    int maxSlicesAhead() {
        return maxSlicesAhead;
    }

    /** How many pages of a slice may be scanned before their turn. */
    int maxAhead() {
        return maxAhead;
    }

    @Override
    public void close() {
        workers.close();
        memory.clear();
    }
}
