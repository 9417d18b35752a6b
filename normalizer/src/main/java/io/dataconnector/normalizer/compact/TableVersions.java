package io.dataconnector.normalizer.compact;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.NeededVersions;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.util.Iterator;

/** The versions of all rows of a table, by key and version only, from which those follow that the table needs. */
final class TableVersions implements AutoCloseable {
    private final TableDefinition table;
    private final RowSorter sorter;

    TableVersions(TableDefinition table, RowSorter sorter) {
        this.table = requireNonNull(table, "table is null");
        this.sorter = requireNonNull(sorter, "sorter is null");
    }

    TableDefinition definition() {
        return table;
    }

    /** Adds rows without fields; any thread may. */
    void add(RowBatch rows) throws IOException {
        sorter.add(rows);
    }

    /**
     * Marks the lines of the needed versions, once all have been added, and returns when the last of them was emitted,
     * in milliseconds since 1970; 0 if unknown.
     */
    long markNeeded(Lines.Marks marks) throws IOException {
        long lastEmittedAt = 0;
        Iterator<Row> needed = new NeededVersions(sorter.sorted(), table.isHistory());
        while (needed.hasNext()) {
            Row row = needed.next();
            marks.add(row.position());
            lastEmittedAt = Math.max(lastEmittedAt, row.emittedAt());
        }
        sorter.close();
        return lastEmittedAt;
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        sorter.close();
    }
}
