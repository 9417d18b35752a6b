package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A run in memory, in the form of a batch: each row behind its header, in one array. */
final class MemoryRun implements Run {
    private final byte[] rows;
    private final int lastAt;

    private MemoryRun(byte[] rows, int lastAt) {
        this.rows = rows;
        this.lastAt = lastAt;
    }

    /** A copy of the rows of a batch, in their order. */
    static MemoryRun of(RowBatch batch) {
        byte[] rows = new byte[batch.size()];
        int at = 0;
        int lastAt = 0;
        for (int index : RowOrder.of(batch)) {
            Row row = batch.row(index);
            int from = row.from() - RowBatch.HEADER_LENGTH;
            System.arraycopy(row.bytes(), from, rows, at, row.to() - from);
            lastAt = at;
            at += row.to() - from;
        }
        return new MemoryRun(rows, lastAt);
    }

    int bytes() {
        return rows.length;
    }

    @Override
    public Row first() {
        return RowBatch.rowAt(rows, 0);
    }

    @Override
    public Row last() {
        return RowBatch.rowAt(rows, lastAt);
    }

    @Override
    public Iterator<Row> rows() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < rows.length;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Row row = RowBatch.rowAt(rows, at);
                at = row.to();
                return row;
            }
        };
    }
}
