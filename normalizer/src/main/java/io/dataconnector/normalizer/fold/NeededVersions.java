package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Of sorted rows those that may become rows of the table, whatever other rows join them later: the newest version of
 * each key, or, where every version is a row, the last one of each instant. No version of a history that differs only
 * in the version from the one before it can be left out: one that comes between them would change that.
 */
public final class NeededVersions implements Iterator<Row> {
    private final Iterator<Row> sorted;
    private final boolean isEveryInstantNeeded;
    private Optional<Row> ahead;

    /** @param isEveryInstantNeeded whether every version is a row, not only the newest */
    public NeededVersions(Iterator<Row> sorted, boolean isEveryInstantNeeded) {
        this.sorted = requireNonNull(sorted, "sorted is null");
        this.isEveryInstantNeeded = isEveryInstantNeeded;
        ahead = read();
    }

    private Optional<Row> read() {
        return sorted.hasNext() ? Optional.of(sorted.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public Row next() {
        Row needed = ahead.orElseThrow(NoSuchElementException::new);
        ahead = read();
        while (ahead.isPresent() && replaces(ahead.get(), needed)) {
            needed = ahead.get();
            ahead = read();
        }
        return needed;
    }

    private boolean replaces(Row row, Row earlier) {
        return row.hasKeyOf(earlier) && (!isEveryInstantNeeded || row.hasInstantOf(earlier));
    }
}
