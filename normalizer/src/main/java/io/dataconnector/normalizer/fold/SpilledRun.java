package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.util.Iterator;

/**
 * A run on disk, in the form of a batch, between two positions of a file.
 *
 * @param first without its fields, as is {@code last}
 */
record SpilledRun(SpillFile file, long from, long to, Row first, Row last) implements Run {
    SpilledRun {
        requireNonNull(file, "file is null");
        requireNonNull(first, "first is null");
        requireNonNull(last, "last is null");
    }

    @Override
    public Iterator<Row> rows() {
        return file.rows(from, to);
    }
}
