package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts rows by key and version in bounded memory: what does not fit is sorted and spilled to disk, and
 * at the end everything is merged. Rows are added first and then read once.
 */
public final class RowSorter implements AutoCloseable {
    /** What a row takes in memory beside its bytes: two object headers, a reference, padding. */
    private static final int ROW_OVERHEAD = 56;

    private final Path spillFolder;
    private final long maxBytes;
    private final List<Row> rows = new ArrayList<>();
    private long bytes;
    private final List<SpilledRun> runs = new ArrayList<>();

    /**
     * @param spillFolder where to spill
     * @param maxBytes how much memory the rows may take, in bytes
     */
    public RowSorter(Path spillFolder, long maxBytes) {
        this.spillFolder = requireNonNull(spillFolder, "spillFolder is null");
        this.maxBytes = maxBytes;
    }

    public void add(Row row) throws IOException {
        rows.add(row);
        bytes += row.bytes().length + ROW_OVERHEAD;
        if (bytes > maxBytes) {
            spill();
        }
    }

    private void spill() throws IOException {
        rows.sort(null);
        runs.add(SpilledRun.write(spillFolder, rows));
        rows.clear();
        bytes = 0;
    }

    /** All rows in their order. */
    public Iterator<Row> sorted() throws IOException {
        rows.sort(null);
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

    /** Frees what was spilled. */
    @Override
    public void close() {
        runs.forEach(SpilledRun::close);
    }
}
