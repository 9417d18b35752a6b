package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** The types that the columns of a table have in DuckDB, determined while its rows are written. */
public final class SqlTypes {
    private final TableDefinition table;
    private final List<Column> columns;
    private final ColumnRanges ranges;

    public SqlTypes(TableDefinition table) {
        this.table = table;
        columns = table.outputColumns();
        ranges = new ColumnRanges(columns);
    }

    /** Adds a row of the file. */
    public void add(RowFields row) {
        ranges.add(row);
    }

    /** The ranges of the values so far. */
    public ColumnRanges ranges() {
        return ranges;
    }

    /** Adds the rows of another part of the file. */
    public void add(ColumnRanges part) {
        ranges.add(part);
    }

    /** The bytes of the fields of the longest row. */
    public long longestRow() {
        return ranges.longestRow();
    }

    public TableDefinition table() {
        return table;
    }

    /** The type of each column of the file, by name. */
    public Map<String, String> byColumn() {
        return byColumn(this::type);
    }

    /** The type in DuckDB that makes it write the type that each column has in Parquet, by name. */
    public Map<String, String> ofParquetByColumn() {
        return byColumn(this::typeOfParquet);
    }

    private Map<String, String> byColumn(IntFunction<String> typeOf) {
        Map<String, String> types = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            types.put(columns.get(i).name(), typeOf.apply(i));
        }
        return types;
    }

    /** Why a column is text though its type is another; empty if it is not. */
    public Optional<String> noteOn(String column) {
        for (int i = 0; i < columns.size(); i++) {
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

    private String type(int index) {
        DecimalRange range = ranges.decimal(index);
        TimestampRange timestamp = ranges.timestamp(index);
        return switch (columns.get(index).type()) {
            case STRING -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case DECIMAL -> range == null ? "VARCHAR" : range.sqlType();
            case BOOLEAN -> "BOOLEAN";
            // Only TIMESTAMP_NS, which has no zone, holds nanoseconds; the files are in UTC. If one column of a table
            // needs it, all are without a zone and of that type as far as their values allow, so that they can be
            // compared.
            case TIMESTAMP ->
                timestamp == null || !ranges.hasNanoseconds() ? "TIMESTAMPTZ" : timestamp.sqlTypeWithoutZone();
            case JSON -> ranges.isBrokenJson(index) ? "VARCHAR" : "JSON";
        };
    }

    /** Parquet has instants with nanoseconds, so each column is one, whatever the others of its table are. */
    private String typeOfParquet(int index) {
        TimestampRange timestamp = ranges.timestamp(index);
        return timestamp == null ? type(index) : timestamp.sqlTypeWithZone();
    }
}
