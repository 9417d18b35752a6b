package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts rows by key and version in bounded memory: what does not fit is sorted and spilled to disk, and
 * at the end everything is merged. Rows are added first and then read once.
 */
public final class RowSorter implements AutoCloseable {
    /** What a row takes in memory beside its bytes: two object headers, a reference, padding. */
    private static final long ROW_OVERHEAD = 56;

    private final Path spillFolder;
    private final SortMemory memory;
    private List<Row> rows = new ArrayList<>();
    private long bytes;
    private boolean isRead;
    private final List<SpilledRun> runs = new ArrayList<>();

    /**
     * @param spillFolder where to spill
     * @param memory is shared with other sorts
     */
    public RowSorter(Path spillFolder, SortMemory memory) {
        this.spillFolder = requireNonNull(spillFolder, "spillFolder is null");
        this.memory = requireNonNull(memory, "memory is null");
        memory.register(this);
    }

    public void add(Row row) throws IOException {
        rows.add(row);
        long rowBytes = row.bytes().length + ROW_OVERHEAD;
        bytes += rowBytes;
        memory.take(rowBytes);
    }

    long bytesInMemory() {
        return bytes;
    }

    /** Whether the rows in memory are being read, and so must stay there. */
    boolean isRead() {
        return isRead;
    }

    void spill() throws IOException {
        sortInMemory();
        runs.add(SpilledRun.write(spillFolder, rows));
        forget();
    }

    /** On all processors; the order is total, so it is the same on any number of them. */
    private void sortInMemory() {
        Row[] sorted = rows.toArray(Row[]::new);
        Arrays.parallelSort(sorted);
        rows = Arrays.asList(sorted);
    }

    private void forget() {
        rows = new ArrayList<>();
        memory.giveBack(bytes);
        bytes = 0;
    }

    /** All rows in their order. Nothing may be added to this sort any more, but to others. */
    public Iterator<Row> sorted() throws IOException {
        if (memory.isMostly(bytes)) {
            spill();
        }
        isRead = true;
        sortInMemory();
        if (runs.isEmpty()) {
            return rows.iterator();
        }
        List<Iterator<Row>> sources = new ArrayList<>();
        for (SpilledRun run : runs) {
            sources.add(run.read());
        }
        sources.add(rows.iterator());
        return new MergedRows(sources);
    }

    /** Frees the memory, and what was spilled. */
    @Override
    public void close() {
        forget();
        runs.forEach(SpilledRun::close);
        runs.clear();
    }
}
