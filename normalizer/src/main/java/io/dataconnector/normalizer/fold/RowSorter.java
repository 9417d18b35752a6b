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
import java.util.Optional;

/**
 * Sorts rows by key and version in bounded memory: batches are sorted by the threads that add them, what does not
 * fit is merged and spilled to disk, and at the end everything is merged, in several passes if there are
 * more runs on disk than can be read at once. Batches are added first, by any thread and in any order, and
 * then all rows are read, once or several times. An error of the disk is an {@link
 * java.io.UncheckedIOException} while rows are read.
 *
 * <p>Two locks: that of the memory guards everything until the sort is read, and {@code passes} lets one
 * thread make the passes while other sorts go on. {@code passes} is taken without the other.
 */
public final class RowSorter implements AutoCloseable {
    private final Path spillFolder;
    private final SortMemory memory;
    private final Object passes = new Object();
    private final List<MemoryRun> runs = new ArrayList<>();
    private List<SpilledRun> spilledRuns = new ArrayList<>();
    private Optional<SpillFile> spillFile = Optional.empty();
    private long bytes;
    private long longestRow;
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

    /** Adds the rows of a batch, which may be reused afterwards. */
    public void add(RowBatch batch) throws IOException {
        if (batch.count() > 0) {
            memory.add(this, MemoryRun.of(batch));
        }
    }

    void hold(MemoryRun run) {
        runs.add(run);
        longestRow = Math.max(longestRow, run.longestRow());
    }

    /** Counts bytes of a run that were taken from the memory. */
    void count(long runBytes) {
        bytes += runBytes;
    }

    long bytesInMemory() {
        return bytes;
    }

    /** How many bytes the longest row has. */
    public long longestRow() {
        synchronized (memory) {
            return longestRow;
        }
    }

    /** Whether some of the rows are on disk. */
    public boolean hasSpilled() {
        synchronized (memory) {
            return spillFile.isPresent();
        }
    }

    /** Whether the rows in memory are being read, and so must stay there. */
    boolean isRead() {
        return isRead;
    }

    /** Moves the rows in memory to disk. */
    void spill() throws IOException {
        if (spillFile.isEmpty()) {
            spillFile = Optional.of(SpillFile.create(spillFolder, memory.bufferBytes()));
        }
        spilledRuns.add(spillFile.get().write(runs));
        forget();
    }

    private void forget() {
        runs.clear();
        memory.giveBack(bytes);
        bytes = 0;
    }

    /** All rows in their order. From now on nothing may be added to this sort, only to others. */
    public Iterator<Row> sorted() throws IOException {
        synchronized (memory) {
            if (!isRead && bytes > 0 && memory.isTooMuchToRead(bytes)) {
                spill();
            }
            isRead = true;
        }
        synchronized (passes) {
            if (spillFile.isPresent()) {
                spilledRuns = merged(spilledRuns, memory.mergeWidth(longestRow), spillFile.get());
            }
            List<Run> all = new ArrayList<>(spilledRuns);
            all.addAll(runs);
            return all.isEmpty() ? Collections.emptyIterator() : MergedRows.of(all);
        }
    }

    /** As many runs as can be read at once: neighbours are merged, no more of them than needed, so their order stays. */
    private static List<SpilledRun> merged(List<SpilledRun> spilled, int width, SpillFile file) throws IOException {
        List<SpilledRun> current = spilled;
        while (current.size() > width) {
            List<SpilledRun> next = new ArrayList<>();
            int excess = current.size() - width;
            int at = 0;
            while (at < current.size()) {
                int group = Math.min(Math.min(width, excess + 1), current.size() - at);
                List<SpilledRun> neighbours = current.subList(at, at + group);
                next.add(group == 1 ? neighbours.get(0) : file.write(neighbours));
                excess -= group - 1;
                at += group;
            }
            current = next;
        }
        return current;
    }

    /** Frees the memory, and what was spilled. */
    @Override
    public void close() {
        synchronized (memory) {
            isRead = false;
            forget();
            spillFile.ifPresent(SpillFile::close);
            spillFile = Optional.empty();
            spilledRuns = new ArrayList<>();
        }
    }
}
