package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A column of a table.
 *
 * @param from JSON pointers into a record, in which the first value that is there and not null is the
 *     column's; this is where schema drift is healed
 * @param required whether a record without a value is rejected
 */
public record Column(String name, ColumnType type, List<String> from, boolean required) {
    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        from = List.copyOf(from);
    }
}
