package io.dataconnector.normalizer.fold;

import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A run in memory, in the form of a batch, each row after its header, split between rows into slices. */
final class MemoryRun implements Run {
    /** G1 gives larger arrays whole regions of the heap, and they may fill little more than half of them. */
    private static final int SLICE_SIZE = 1 << 18;

    /** The approximate overhead of a run in addition to its rows. */
    private static final int BYTES_OF_RUN = 256;

    @SuppressWarnings("ArrayRecordComponent")
    private record Slice(byte[] rows, int size) {}

    private final List<Slice> slices = new ArrayList<>();
    private int lastAt;
    private int longestRow;
    private long bytes = BYTES_OF_RUN;

    private MemoryRun() {}

    /** A copy of the rows of a batch (at least one), in their order. */
    static MemoryRun of(RowBatch batch) {
        MemoryRun run = new MemoryRun();
        int left = batch.size();
        byte[] slice = new byte[Math.min(left, SLICE_SIZE)];
        int size = 0;
        for (int index : RowOrder.of(batch)) {
            Row row = batch.row(index);
            int from = row.from() - RowBatch.HEADER_LENGTH;
            int length = row.to() - from;
            if (length > slice.length - size) {
                run.add(new Slice(slice, size));
                slice = new byte[Math.max(length, Math.min(left, SLICE_SIZE))];
                size = 0;
            }
            System.arraycopy(row.bytes(), from, slice, size, length);
            run.lastAt = size;
            run.longestRow = Math.max(run.longestRow, length);
            size += length;
            left -= length;
        }
        run.add(new Slice(slice, size));
        return run;
    }

    private void add(Slice slice) {
        if (slice.size() > 0) {
            slices.add(slice);
            bytes += slice.rows().length;
        }
    }

    long bytes() {
        return bytes;
    }

    /** How many bytes the longest row has, header included. */
    int longestRow() {
        return longestRow;
    }

    @Override
    public Row first() {
        return RowBatch.rowAt(slices.get(0).rows(), 0);
    }

    @Override
    public Row last() {
        return RowBatch.rowAt(slices.get(slices.size() - 1).rows(), lastAt);
    }

    @Override
    public Iterator<Row> rows() {
        return new Iterator<>() {
            private final Iterator<Slice> rest = slices.iterator();
            private Slice slice = rest.next();
            private int at;

            @Override
            public boolean hasNext() {
                return at < slice.size() || rest.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (at == slice.size()) {
                    slice = rest.next();
                    at = 0;
                }
                Row row = RowBatch.rowAt(slice.rows(), at);
                at = row.to();
                return row;
            }
        };
    }
}
