package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A foreign key: values of some columns are expected to be the key of a row of another table.
 *
 * @param columns in the order of the other table's key
 * @param table the name of the other table
 */
public record Reference(List<String> columns, String table) {
    public Reference {
        columns = List.copyOf(columns);
        requireNonNull(table, "table is null");
    }
}
