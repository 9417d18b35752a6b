package io.dataconnector.normalizer.fold;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowFields;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Every version of each key, valid until the next one (SCD type 2). Of versions with the same instant the last
 * one is kept, and of consecutive ones that differ only in the version the first one.
 */
public final class HistoryRows implements Fold {
    private final Iterator<Row> sorted;
    private final int versionColumn;
    private final RowFields fields;
    private final RowFields otherFields;
    private Optional<Row> unread;
    private Optional<Row> ahead;
    private long superseded;

    /**
     * @param columns how many a row has
     * @param versionColumn the column of the version; negative if it is not one of them
     */
    public HistoryRows(Iterator<Row> sorted, int columns, int versionColumn) {
        this.sorted = requireNonNull(sorted, "sorted is null");
        fields = new RowFields(columns, 0);
        otherFields = new RowFields(columns, 0);
        this.versionColumn = versionColumn;
        unread = read();
        ahead = lastOfInstant();
    }

    private Optional<Row> read() {
        return sorted.hasNext() ? Optional.of(sorted.next()) : Optional.empty();
    }

    /** The next row, or the last one of the same key and instant. */
    private Optional<Row> lastOfInstant() {
        Optional<Row> last = unread;
        if (last.isPresent()) {
            unread = read();
            while (unread.isPresent()
                    && unread.get().hasKeyOf(last.get())
                    && unread.get().hasInstantOf(last.get())) {
                superseded++;
                last = unread;
                unread = read();
            }
        }
        return last;
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public FoldedRow next() {
        Row version = ahead.orElseThrow(NoSuchElementException::new);
        ahead = lastOfInstant();
        while (ahead.isPresent() && ahead.get().hasKeyOf(version)) {
            if (!isSame(ahead.get(), version)) {
                return new FoldedRow(version, ahead.get().version());
            }
            superseded++;
            ahead = lastOfInstant();
        }
        return new FoldedRow(version, Optional.empty());
    }

    /** Whether two rows differ only in the version. */
    private boolean isSame(Row row, Row other) {
        fields.begin(row);
        otherFields.begin(other);
        return fields.next() && otherFields.next() && fields.isSame(otherFields, versionColumn);
    }

    @Override
    public long superseded() {
        return superseded;
    }
}
