package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The sorted rows of a partition, one table after the other. */
final class RowsByTable {
    private final Iterator<org.apache.spark.sql.Row> sorted;
    private Optional<org.apache.spark.sql.Row> next = Optional.empty();

    RowsByTable(Iterator<org.apache.spark.sql.Row> sorted) {
        this.sorted = requireNonNull(sorted, "sorted is null");
        advance();
    }

    private void advance() {
        next = sorted.hasNext() ? Optional.of(sorted.next()) : Optional.empty();
    }

    /** Whether there is a row that has not been read. */
    boolean hasNext() {
        return next.isPresent();
    }

    /** The number of the table of the next row. */
    int table() {
        byte[] bytes = bytes(next.orElseThrow());
        return ((bytes[0] & 0xff) << Byte.SIZE) | (bytes[1] & 0xff);
    }

    private static byte[] bytes(org.apache.spark.sql.Row row) {
        return row.getAs(0);
    }

    /** The rows of the table of the next row. */
    Iterator<Row> rows() {
        int table = table();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return next.isPresent() && table() == table;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                org.apache.spark.sql.Row row = next.orElseThrow();
                advance();
                byte[] bytes = bytes(row);
                return new Row(bytes, SortedRows.TABLE_LENGTH, row.getInt(1) - SortedRows.TABLE_LENGTH, bytes.length);
            }
        };
    }
}
