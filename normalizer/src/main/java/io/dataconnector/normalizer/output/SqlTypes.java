package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that the columns of a table have in DuckDB, as its rows go by. */
public final class SqlTypes {
    private static final int MICROSECONDS_LENGTH = "2024-06-02T08:01:18.666000Z".length();

    private final TableDefinition table;
    private final List<Column> columns;
    private final @Nullable DecimalRange[] ranges;
    private final boolean[] isTimestamp;
    private boolean hasNanoseconds;
    private long longestRow;

    public SqlTypes(TableDefinition table) {
        this.table = table;
        columns = table.outputColumns();
        isTimestamp = new boolean[columns.size()];
        ranges = new DecimalRange[columns.size()];
        for (int i = 0; i < ranges.length; i++) {
            isTimestamp[i] = columns.get(i).type() == ColumnType.TIMESTAMP;
            if (columns.get(i).type() == ColumnType.DECIMAL) {
                ranges[i] = new DecimalRange();
            }
        }
    }

    /** Takes notice of a row of the file. */
    public void add(RowFields row) {
        long length = 0;
        for (int i = 0; i < ranges.length; i++) {
            if (row.isNull(i)) {
                continue;
            }
            length += row.length(i);
            DecimalRange range = ranges[i];
            if (range != null) {
                range.add(row.bytes(), row.start(i), row.end(i));
            } else if (isTimestamp[i] && row.length(i) > MICROSECONDS_LENGTH) {
                hasNanoseconds = true;
            }
        }
        longestRow = Math.max(longestRow, length);
    }

    /** The bytes of the fields of the longest row. */
    public long longestRow() {
        return longestRow;
    }

    public TableDefinition table() {
        return table;
    }

    /** The type of each column of the file, by name. */
    public Map<String, String> byColumn() {
        Map<String, String> types = new LinkedHashMap<>();
        for (int i = 0; i < ranges.length; i++) {
            types.put(columns.get(i).name(), type(i));
        }
        return types;
    }

    private String type(int index) {
        DecimalRange range = ranges[index];
        return switch (columns.get(index).type()) {
            case STRING -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case DECIMAL -> range == null ? "VARCHAR" : range.sqlType();
            case BOOLEAN -> "BOOLEAN";
            // Only TIMESTAMP_NS, which has no zone, holds nanoseconds; the files are in UTC. One type for all
            // timestamps of a table, so that they compare.
            case TIMESTAMP -> hasNanoseconds ? "TIMESTAMP_NS" : "TIMESTAMPTZ";
            case JSON -> "JSON";
        };
    }
}
