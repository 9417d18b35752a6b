package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that the columns of a table have in DuckDB, as its rows go by. */
public final class SqlTypes {
    private final TableDefinition table;
    private final @Nullable DecimalRange[] ranges;

    public SqlTypes(TableDefinition table) {
        this.table = table;
        ranges = new DecimalRange[table.columns().size()];
        for (int i = 0; i < ranges.length; i++) {
            if (table.columns().get(i).type() == ColumnType.DECIMAL) {
                ranges[i] = new DecimalRange();
            }
        }
    }

    /** Takes notice of a row. */
    public void add(@Nullable String[] row) {
        for (int i = 0; i < ranges.length; i++) {
            DecimalRange range = ranges[i];
            String value = row[i];
            if (range != null && value != null) {
                range.add(value);
            }
        }
    }

    public TableDefinition table() {
        return table;
    }

    /** The type of each column of the file, by name. */
    public Map<String, String> byColumn() {
        Map<String, String> types = new LinkedHashMap<>();
        for (Column column : table.outputColumns()) {
            int index = table.indexOf(column.name());
            DecimalRange range = index < 0 ? null : ranges[index];
            types.put(column.name(), range == null ? fixedType(column.type()) : range.sqlType());
        }
        return types;
    }

    private static String fixedType(ColumnType type) {
        return switch (type) {
            case STRING -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case DECIMAL -> throw new IllegalArgumentException("the type of a decimal depends on its values");
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case JSON -> "JSON";
        };
    }
}
