package io.dataconnector.normalizer.quality;

import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.KeyEncoder;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TextBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of a table that are a key, its own or another table's: makes rows that consist of that key alone. */
final class KeyColumns {
    private final int[] indexes;
    private final ColumnType[] types;
    private final KeyEncoder encoder = new KeyEncoder();
    private final TextBuffer code = new TextBuffer();

    KeyColumns(TableDefinition table, List<String> columns) {
        indexes = columns.stream().mapToInt(table::indexOf).toArray();
        types = new ColumnType[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            types[i] = table.columns().get(indexes[i]).type();
        }
    }

    int[] indexes() {
        return indexes.clone();
    }

    /** The key of a row in which none of the columns is null. */
    Row of(@Nullable String[] row) {
        code.truncate(0);
        String[] values = new String[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            String value = row[indexes[i]];
            if (value == null) {
                throw new IllegalArgumentException("a column of a key is null");
            }
            values[i] = value;
            encoder.append(types[i], value, code);
        }
        return Row.ofKey(code.toByteArray(), values);
    }

    /** The values of a key that {@link #of} has made, for people. */
    String describe(Row key) {
        return String.join("/", key.rows(indexes.length).get(0));
    }
}
