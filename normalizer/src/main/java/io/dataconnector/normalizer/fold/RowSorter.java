package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts rows by key and version in bounded memory: batches are sorted where they come from, what does not
 * fit is merged and spilled to disk, and at the end everything is merged. Batches are added first, by any
 * thread and in any order, and then all rows are read, once or several times. An error of the disk is an
 * {@link java.io.UncheckedIOException} while rows are read.
 */
public final class RowSorter implements AutoCloseable {
    private final Path spillFolder;
    private final SortMemory memory;
    private final List<MemoryRun> runs = new ArrayList<>();
    private final List<SpilledRun> spilledRuns = new ArrayList<>();
    private long bytes;
    private boolean isRead;

    /**
     * @param spillFolder where to spill
     * @param memory is shared with other sorts
     */
    public RowSorter(Path spillFolder, SortMemory memory) {
        this.spillFolder = requireNonNull(spillFolder, "spillFolder is null");
        this.memory = requireNonNull(memory, "memory is null");
        memory.register(this);
    }

    /** Adds the rows of a batch, which may be used again. */
    public void add(RowBatch batch) throws IOException {
        if (batch.count() == 0) {
            return;
        }
        MemoryRun run = MemoryRun.of(batch);
        synchronized (memory) {
            runs.add(run);
            bytes += run.bytes();
            memory.take(run.bytes());
        }
    }

    long bytesInMemory() {
        return bytes;
    }

    /** Whether the rows in memory are being read, and so must stay there. */
    boolean isRead() {
        return isRead;
    }

    /** Moves the rows in memory to disk. */
    void spill() throws IOException {
        spilledRuns.add(SpilledRun.write(spillFolder, runs));
        forget();
    }

    private void forget() {
        runs.clear();
        memory.giveBack(bytes);
        bytes = 0;
    }

    /** All rows in their order. Nothing may be added to this sort any more, but to others. */
    public Iterator<Row> sorted() throws IOException {
        synchronized (memory) {
            if (memory.isTooMuchToRead(bytes)) {
                spill();
            }
            isRead = true;
            List<Run> all = new ArrayList<>(spilledRuns);
            all.addAll(runs);
            return all.isEmpty() ? Collections.emptyIterator() : MergedRows.of(all);
        }
    }

    /** Frees the memory, and what was spilled. */
    @Override
    public void close() {
        synchronized (memory) {
            isRead = false;
            forget();
            spilledRuns.forEach(SpilledRun::close);
            spilledRuns.clear();
        }
    }
}
