package io.dataconnector.normalizer.fold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The memory that all sorts of a run share. When it is used up, the sort that holds most of it spills, so
 * that a large table does not make small ones spill. A sort that is being read spills no more; it holds no
 * more than half of the memory then.
 */
public final class SortMemory {
    private final long maxBytes;
    private final List<RowSorter> sorters = new ArrayList<>();
    private long bytes;

    /** @param maxBytes how much memory the rows of all sorts may take, in bytes */
    public SortMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void register(RowSorter sorter) {
        sorters.add(sorter);
    }

    void take(long rowBytes) throws IOException {
        bytes += rowBytes;
        if (bytes > maxBytes) {
            sorters.stream()
                    .filter(sorter -> !sorter.isRead())
                    .max(Comparator.comparingLong(RowSorter::bytesInMemory))
                    .orElseThrow()
                    .spill();
        }
    }

    /** Whether so many bytes are more than half of all. */
    boolean isMostly(long rowBytes) {
        return rowBytes > maxBytes / 2;
    }

    void giveBack(long rowBytes) {
        bytes -= rowBytes;
    }
}
