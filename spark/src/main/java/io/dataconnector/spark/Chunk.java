package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.quality.RejectLog.Reject;
import io.dataconnector.normalizer.run.TableFigures;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of what a task makes. All of it is in one data set, so that each input is parsed once, and each table
 * folded once. The figures are part of it as well: what a task that ran twice counted is in it once.
 */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Chunk extends Serializable {
    /**
     * Rows of a table as they come, in the form of a {@link RowBatch}.
     *
     * @param table the number of the table
     * @param bytes not to be changed
     */
    record Rows(int table, byte[] bytes) implements Chunk {
        static Rows of(int table, RowBatch batch) {
            return new Rows(table, copy(batch));
        }

        List<Row> rows() {
            return rowsIn(bytes);
        }
    }

    /** Lines of a split that cannot be used, in their order. */
    record Rejects(int split, List<RejectedLine> lines) implements Chunk {
        public Rejects {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line that cannot be used, at all or for one table.
     *
     * @param line its number in the split, from 0 on
     * @param raw its bytes, not to be changed
     */
    record RejectedLine(long line, Reject reject, byte[] raw) implements Serializable {
        public RejectedLine {
            requireNonNull(reject, "reject is null");
        }
    }

    /** The figures of a split, after all else of it. */
    record Read(SplitFigures figures) implements Chunk {
        public Read {
            requireNonNull(figures, "figures is null");
        }
    }

    /**
     * Keys that rows of a table refer to, or that can be referred to, as rows without fields.
     *
     * @param keys the number of the columns that they are from; see {@link ForeignKeys}
     * @param bytes not to be changed
     */
    record Keys(int keys, byte[] bytes) implements Chunk {
        static Keys of(int keys, RowBatch batch) {
            return new Keys(keys, copy(batch));
        }

        List<Row> rows() {
            return rowsIn(bytes);
        }
    }

    /**
     * The part of a table in one partition.
     *
     * @param file where its rows were written, below the folder of attempts; empty if nowhere
     */
    record Folded(int table, int partition, String file, TableFigures.Part figures) implements Chunk {
        public Folded {
            requireNonNull(file, "file is null");
            requireNonNull(figures, "figures is null");
        }
    }

    private static byte[] copy(RowBatch batch) {
        return Arrays.copyOf(batch.row(0).bytes(), batch.size());
    }

    private static List<Row> rowsIn(byte[] bytes) {
        List<Row> rows = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Row row = RowBatch.rowAt(bytes, at);
            rows.add(row);
            at = row.to();
        }
        return rows;
    }
}
