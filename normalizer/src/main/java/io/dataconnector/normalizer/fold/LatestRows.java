package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Of sorted rows, the newest of each key. */
public final class LatestRows implements Iterator<Row> {
    private final Iterator<Row> sorted;
    private Optional<Row> ahead = Optional.empty();
    private long superseded;

    public LatestRows(Iterator<Row> sorted) {
        this.sorted = requireNonNull(sorted, "sorted is null");
        if (sorted.hasNext()) {
            ahead = Optional.of(sorted.next());
        }
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public Row next() {
        Row newest = ahead.orElseThrow(NoSuchElementException::new);
        ahead = Optional.empty();
        while (sorted.hasNext()) {
            Row row = sorted.next();
            if (!row.hasKeyOf(newest)) {
                ahead = Optional.of(row);
                break;
            }
            newest = row;
            superseded++;
        }
        return newest;
    }

    /** How many rows gave way to newer ones so far. */
    public long superseded() {
        return superseded;
    }
}
