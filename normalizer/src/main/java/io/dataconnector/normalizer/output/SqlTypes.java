package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types that the columns of a table have in DuckDB, determined while its rows are written. */
public final class SqlTypes {
    private final TableDefinition table;
    private final List<Column> columns;
    private final @Nullable DecimalRange[] ranges;
    private final @Nullable TimestampRange[] timestamps;
    private final boolean[] isJson;
    private final boolean[] isBrokenJson;
    private long longestRow;

    public SqlTypes(TableDefinition table) {
        this.table = table;
        columns = table.outputColumns();
        timestamps = new TimestampRange[columns.size()];
        isJson = new boolean[columns.size()];
        isBrokenJson = new boolean[columns.size()];
        ranges = new DecimalRange[columns.size()];
        for (int i = 0; i < ranges.length; i++) {
            isJson[i] = columns.get(i).type() == ColumnType.JSON;
            if (columns.get(i).type() == ColumnType.DECIMAL) {
                ranges[i] = new DecimalRange();
            } else if (columns.get(i).type() == ColumnType.TIMESTAMP) {
                timestamps[i] = new TimestampRange();
            }
        }
    }

    /** Adds a row of the file. */
    public void add(RowFields row) {
        long length = 0;
        for (int i = 0; i < ranges.length; i++) {
            if (row.isNull(i)) {
                continue;
            }
            length += row.length(i);
            DecimalRange range = ranges[i];
            TimestampRange timestamp = timestamps[i];
            if (range != null) {
                range.add(row.bytes(), row.start(i), row.end(i));
            } else if (timestamp != null) {
                timestamp.add(row.bytes(), row.start(i), row.end(i));
            } else if (isJson[i] && !isBrokenJson[i]) {
                isBrokenJson[i] = LoneSurrogates.areIn(row.bytes(), row.start(i), row.end(i));
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

    /** Why a column is text though its type is another; empty if it is not. */
    public Optional<String> noteOn(String column) {
        for (int i = 0; i < ranges.length; i++) {
            if (columns.get(i).name().equals(column) && type(i).equals("VARCHAR")) {
                return switch (columns.get(i).type()) {
                    case DECIMAL -> Optional.of("Text, because no DECIMAL holds the digits of all values.");
                    case TIMESTAMP ->
                        Optional.of("Text, because no type of timestamp holds both the nanoseconds of some values and"
                                + " the years of others.");
                    case JSON ->
                        Optional.of("Text, because a value has an escaped lone surrogate, which JSON in DuckDB cannot"
                                + " have.");
                    case STRING, INTEGER, BOOLEAN -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    private boolean hasNanoseconds() {
        return Arrays.stream(timestamps).anyMatch(range -> range != null && range.hasNanoseconds());
    }

    private String type(int index) {
        DecimalRange range = ranges[index];
        TimestampRange timestamp = timestamps[index];
        return switch (columns.get(index).type()) {
            case STRING -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case DECIMAL -> range == null ? "VARCHAR" : range.sqlType();
            case BOOLEAN -> "BOOLEAN";
            // Only TIMESTAMP_NS, which has no zone, holds nanoseconds; the files are in UTC. If one column of a table
            // needs it, all are without a zone and of that type as far as their values allow, so that they can be
            // compared.
            case TIMESTAMP -> timestamp == null || !hasNanoseconds() ? "TIMESTAMPTZ" : timestamp.sqlTypeWithoutZone();
            case JSON -> isBrokenJson[index] ? "VARCHAR" : "JSON";
        };
    }
}
