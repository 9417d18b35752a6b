package io.dataconnector.normalizer.diff;

import static java.util.stream.Collectors.toMap;

import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.List;
import java.util.Map;

/**
 * What is known of the columns of a table's file.
 *
 * @param key the columns that identify a row; the file is sorted by them
 * @param types the type of each column
 */
record TableLayout(List<String> key, Map<String, ColumnType> types) {
    TableLayout {
        key = List.copyOf(key);
        types = Map.copyOf(types);
    }

    static TableLayout of(TableDefinition table) {
        return new TableLayout(
                table.outputKey(), table.outputColumns().stream().collect(toMap(Column::name, Column::type)));
    }

    static TableLayout of(Report.Table table) {
        return new TableLayout(
                table.key(), table.columns().stream().collect(toMap(Report.Column::name, Report.Column::type)));
    }

    /** The key as text, {@code id string, valid_from timestamp}: tables whose keys read the same can be compared. */
    String describeKey() {
        return String.join(
                ", ",
                key.stream().map(column -> column + " " + typeName(column)).toList());
    }

    String typeName(String column) {
        ColumnType type = types.get(column);
        return type == null ? "of unknown type" : type.definitionName();
    }
}
