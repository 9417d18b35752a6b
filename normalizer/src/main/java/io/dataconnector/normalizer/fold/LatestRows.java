package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The newest version of each key. */
public final class LatestRows implements Fold {
    private final Iterator<Row> sorted;
    private Optional<Row> ahead;
    private long superseded;

    public LatestRows(Iterator<Row> sorted) {
        this.sorted = requireNonNull(sorted, "sorted is null");
        ahead = sorted.hasNext() ? Optional.of(sorted.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public FoldedRow next() {
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
        return new FoldedRow(newest, Optional.empty());
    }

    @Override
    public long superseded() {
        return superseded;
    }
}
