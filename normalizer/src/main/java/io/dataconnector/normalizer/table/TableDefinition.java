package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a table is: its rows come from the records of one stream. One JSON document each; {@code
 * table_definition.schema.json} is its schema.
 *
 * @param description what a row represents; may be empty
 * @param key the names of the columns that identify a row, in the order of sorting
 * @param version what orders the versions of a row: the name of a timestamp column, or a JSON pointer into
 *     the record; without it, the time of emission
 * @param rows the JSON pointer of an array whose elements are the rows; without it the record is a row
 * @param isHistory whether every version is a row, valid from one time to another (SCD type 2), not
 *     only the newest
 */
public record TableDefinition(
        String name,
        String description,
        StreamName stream,
        List<String> key,
        Optional<String> version,
        Optional<String> rows,
        boolean isHistory,
        List<Column> columns,
        List<Reference> references) {
    private static final List<Column> HISTORY_COLUMNS = List.of(
            recordColumn("valid_from", ColumnType.TIMESTAMP, List.of(), "When the version became valid."),
            recordColumn(
                    "valid_to",
                    ColumnType.TIMESTAMP,
                    List.of(),
                    "When the next version became valid; null in the newest."),
            recordColumn("is_current", ColumnType.BOOLEAN, List.of(), "Whether this is the newest version."));

    public TableDefinition {
        requireNonNull(name, "name is null");
        requireNonNull(description, "description is null");
        requireNonNull(stream, "stream is null");
        key = List.copyOf(key);
        requireNonNull(version, "version is null");
        requireNonNull(rows, "rows is null");
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }

    /** A column without anything special about it. */
    static Column recordColumn(String name, ColumnType type, List<String> from, String description) {
        return new Column(
                name,
                description,
                type,
                from,
                Column.Origin.RECORD,
                Optional.empty(),
                false,
                List.of(),
                false,
                Optional.empty());
    }

    /** The columns of the file: those of the definition, and the validity columns of a history. */
    public List<Column> outputColumns() {
        List<Column> all = new ArrayList<>(columns);
        if (isHistory) {
            all.addAll(HISTORY_COLUMNS);
        }
        return List.copyOf(all);
    }

    /** The names of the columns that identify a row of the file. */
    public List<String> outputKey() {
        List<String> all = new ArrayList<>(key);
        if (isHistory) {
            all.add(HISTORY_COLUMNS.get(0).name());
        }
        return List.copyOf(all);
    }

    /** The positions of the columns whose values come from the record, or from the element that is the row. */
    int[] columnsOf(Column.Origin origin) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).origin() == origin)
                .toArray();
    }

    /** The position of a column, or -1 if there is none of that name. */
    public int indexOf(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(column))
                .findFirst()
                .orElse(-1);
    }
}
