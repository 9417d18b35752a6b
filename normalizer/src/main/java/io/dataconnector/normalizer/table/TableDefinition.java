package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a table is: its rows come from the records of one stream, one row a key, the newest version of
 * it. One JSON document each; {@code table_definition.schema.json} is its schema.
 *
 * @param key the names of the columns that identify a row, the first of which sorts first
 * @param version the name of the timestamp column that tells the age of a version; without it, the
 *     time at which the record was emitted does
 */
public record TableDefinition(
        String name, String stream, List<String> key, Optional<String> version, List<Column> columns) {
    public TableDefinition {
        requireNonNull(name, "name is null");
        requireNonNull(stream, "stream is null");
        key = List.copyOf(key);
        requireNonNull(version, "version is null");
        columns = List.copyOf(columns);
    }

    /** The position of a column, or -1 if there is none of that name. */
    public int indexOf(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(column))
                .findFirst()
                .orElse(-1);
    }
}
