package io.dataconnector.normalizer.fold;

import io.dataconnector.core.memory.MemoryBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The memory that all sorts of a run share. When it is used up, the sort that holds most of it spills, so
 * that a large table does not make small ones spill. A sort that is being read does not spill any more;
 * such sorts hold no more than half of the memory together.
 *
 * <p>This object is the lock of its sorts; each holds it for a whole batch of rows at a time. No thread waits
 * for memory while holding it: rows that do not fit go to disk.
 */
public final class SortMemory {
    private static final int MIN_BUFFER_BYTES = 1 << 13;
    private static final int MAX_BUFFER_BYTES = 1 << 16;

    /** More runs would make reads smaller, or need more memory, and save a pass only for very large tables. */
    private static final int MAX_MERGE_WIDTH = 32;

    /** While a buffer is refilled, the one before it is still in use. */
    private static final int BUFFERS_PER_RUN = 2;

    private static final long FULL_MERGE_BYTES = (long) MAX_MERGE_WIDTH * BUFFERS_PER_RUN * MAX_BUFFER_BYTES;

    private final MemoryBudget rows;
    private final long mergeBytes;
    private final List<RowSorter> sorters = new ArrayList<>();

    /** @param maxBytes how much memory the rows of all sorts may take, in bytes */
    public SortMemory(long maxBytes) {
        this(maxBytes, FULL_MERGE_BYTES);
    }

    /**
     * @param maxBytes how much memory the rows of all sorts may take, in bytes
     * @param mergeBytes how much memory each merge of runs on disk may take in addition; two runs can always be
     *     merged
     */
    public SortMemory(long maxBytes, long mergeBytes) {
        rows = new MemoryBudget(Math.max(1, maxBytes));
        this.mergeBytes = mergeBytes;
    }

    synchronized void register(RowSorter sorter) {
        sorters.add(sorter);
    }

    /** Adds a run to a sort, in memory if there is room for it, or else on disk. */
    synchronized void add(RowSorter sorter, MemoryRun run) throws IOException {
        sorter.hold(run);
        while (!rows.tryTake(run.bytes())) {
            RowSorter largest = sorters.stream()
                    .filter(candidate -> !candidate.isRead())
                    .max(Comparator.comparingLong(
                            candidate -> candidate.bytesInMemory() + (candidate.equals(sorter) ? run.bytes() : 0)))
                    .orElseThrow();
            largest.spill();
            if (largest.equals(sorter)) {
                return;
            }
        }
        sorter.count(run.bytes());
    }

    /** Moves to disk what may be moved, for something that needs far more memory than usual. */
    public synchronized void spillAll() throws IOException {
        for (RowSorter sorter : sorters) {
            if (!sorter.isRead() && sorter.bytesInMemory() > 0) {
                sorter.spill();
            }
        }
    }

    /** Whether so many bytes and those of the sorts that are being read are more than half of all. */
    synchronized boolean isTooMuchToRead(long rowBytes) {
        long bytesRead = sorters.stream()
                .filter(RowSorter::isRead)
                .mapToLong(RowSorter::bytesInMemory)
                .sum();
        return bytesRead + rowBytes > rows.bytes() / 2;
    }

    void giveBack(long rowBytes) {
        rows.giveBack(rowBytes);
    }

    /** How many bytes of each run on disk are read at once. */
    int bufferBytes() {
        return (int) Math.max(
                MIN_BUFFER_BYTES, Math.min(MAX_BUFFER_BYTES, mergeBytes / (MAX_MERGE_WIDTH * BUFFERS_PER_RUN)));
    }

    /** How many runs on disk are merged at once, at least two, if their longest row has so many bytes. */
    int mergeWidth(long longestRow) {
        long bytesPerRun = BUFFERS_PER_RUN * Math.max(bufferBytes(), longestRow);
        return (int) Math.max(2, Math.min(MAX_MERGE_WIDTH, mergeBytes / bytesPerRun));
    }
}
