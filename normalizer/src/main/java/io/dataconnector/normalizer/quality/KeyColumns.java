package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TextBuffer;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * The keys in some columns of a table's rows, the table's own or another table's: rows that consist only
 * of a key, gathered and then sorted. Gathered by one thread.
 */
final class KeyColumns implements AutoCloseable {
    private final KeyFields fields;
    private final RowSorter keys;
    private final int maxBatchBytes;
    private final RowBatch batch = new RowBatch();

    /** @param maxBatchBytes how many bytes of keys are gathered until they are sorted */
    KeyColumns(TableDefinition table, List<String> columns, RowSorter keys, int maxBatchBytes) {
        this.keys = keys;
        this.maxBatchBytes = maxBatchBytes;
        fields = new KeyFields(table, columns);
    }

    /** Adds the key of a row; a row with a null in one of the columns has none. */
    void add(RowFields row) throws IOException {
        if (!fields.isIn(row)) {
            return;
        }
        TextBuffer key = batch.begin();
        int start = key.size();
        fields.append(row, key);
        batch.end(key.size() - start);
        if (batch.size() >= maxBatchBytes) {
            complete();
        }
    }

    /** Hands the keys added so far over to the sort. */
    void complete() throws IOException {
        keys.add(batch);
        batch.clear();
    }

    /** All keys in their order. Nothing may be added any more. */
    Iterator<Row> sorted() throws IOException {
        return keys.sorted();
    }

    /** The values of a key, for a report. */
    String describe(Row key) {
        return fields.describe(key);
    }

    /** Frees memory and disk. */
    @Override
    public void close() {
        keys.close();
    }
}
