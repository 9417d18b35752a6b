package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.KeyEncoder;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TextBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The key in some columns of a table's rows, the table's own or another table's. Equal values give equal bytes, and
 * the order of the bytes is that of the values. Used by one thread.
 */
public final class KeyFields {
    private final int[] indexes;
    private final List<ColumnType> types = new ArrayList<>();
    private final KeyEncoder encoder = new KeyEncoder();

    /**
     * The key in some columns.
     *
     * @param columns their names
     */
    public KeyFields(TableDefinition table, List<String> columns) {
        indexes = columns.stream().mapToInt(table::indexOf).toArray();
        for (int index : indexes) {
            types.add(table.columns().get(index).type());
        }
    }

    /** Whether a row has the key: it has none if one of the columns is null. */
    public boolean isIn(RowFields row) {
        for (int index : indexes) {
            if (row.isNull(index)) {
                return false;
            }
        }
        return true;
    }

    /** Appends the key of a row that has one. */
    public void append(RowFields row, TextBuffer key) {
        for (int i = 0; i < indexes.length; i++) {
            int index = indexes[i];
            encoder.append(types.get(i), row.bytes(), row.start(index), row.end(index), key);
        }
    }

    /** The values of a key, for a report. */
    public String describe(Row key) {
        return String.join("/", KeyEncoder.decode(types, key));
    }
}
