package io.dataconnector.normalizer.fold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The memory that all sorts of a run share. When it is used up, the sort that holds most of it spills, so
 * that a large table does not make small ones spill. A sort that is being read spills no more; those hold
 * no more than half of the memory together. It is the lock of its sorts, each of which holds it for a whole
 * batch of rows at a time.
 */
public final class SortMemory {
    private final long maxBytes;
    private final List<RowSorter> sorters = new ArrayList<>();
    private long bytes;

    /** @param maxBytes how much memory the rows of all sorts may take, in bytes */
    public SortMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void register(RowSorter sorter) {
        sorters.add(sorter);
    }

    synchronized void take(long rowBytes) throws IOException {
        bytes += rowBytes;
        if (bytes > maxBytes) {
            sorters.stream()
                    .filter(sorter -> !sorter.isRead())
                    .max(Comparator.comparingLong(RowSorter::bytesInMemory))
                    .orElseThrow()
                    .spill();
        }
    }

    /** Whether so many bytes and those of the sorts that are being read are more than half of all. */
    synchronized boolean isTooMuchToRead(long rowBytes) {
        long bytesRead = sorters.stream()
                .filter(RowSorter::isRead)
                .mapToLong(RowSorter::bytesInMemory)
                .sum();
        return bytesRead + rowBytes > maxBytes / 2;
    }

    synchronized void giveBack(long rowBytes) {
        bytes -= rowBytes;
    }
}
