package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.normalizer.table.Column.Origin;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes rows of one table from the records that a scanner has scanned. Used by one thread. */
public final class RowEncoder {
    private static final int NONE = -1;

    /** With this limit, a row of the file fits in an array even if each of its bytes is a quote that is doubled. */
    private static final int MAX_ROW_BYTES = 1_000_000_000;

    private final TableDefinition table;
    /** The table's columns, followed by the version if it is not one of them. */
    private final List<Column> columns;
    /** For each column the numbers of the watched values that it may come from. */
    private final int[][] sources;

    private final int maxRowBytes;
    private final int[] allColumns;
    private final int[] recordColumns;
    private final int[] recordKey;
    private final int versionColumn;
    private final Optional<ElementRows> elements;

    private final RowValues values;
    private final KeyEncoder keys = new KeyEncoder();

    /** @param paths of the records that are scanned; gets the pointers of the table added */
    public RowEncoder(TableDefinition table, JsonPaths paths) {
        this(table, paths, MAX_ROW_BYTES);
    }

    RowEncoder(TableDefinition table, JsonPaths paths, int maxRowBytes) {
        this.maxRowBytes = maxRowBytes;
        allColumns = IntStream.range(0, table.columns().size()).toArray();
        this.table = requireNonNull(table, "table is null");
        columns = new ArrayList<>(table.columns());
        versionColumn = versionColumn();
        sources = new int[columns.size()][];
        recordColumns = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).origin() == Origin.RECORD)
                .toArray();
        for (int column : recordColumns) {
            sources[column] =
                    columns.get(column).from().stream().mapToInt(paths::add).toArray();
        }
        recordKey = table.key().stream()
                .mapToInt(table::indexOf)
                .filter(column -> columns.get(column).origin() == Origin.RECORD)
                .toArray();
        elements = table.rows().map(pointer -> new ElementRows(table, paths.add(pointer)));
        values = new RowValues(columns, maxRowBytes);
    }

    /** The column that the version is converted to: its own, or one after all others. */
    private int versionColumn() {
        Optional<String> version = table.version();
        if (version.isEmpty()) {
            return NONE;
        }
        if (!version.get().startsWith("/")) {
            return table.indexOf(version.get());
        }
        columns.add(TableDefinition.recordColumn(version.get(), ColumnType.TIMESTAMP, List.of(version.get()), ""));
        return columns.size() - 1;
    }

    public TableDefinition table() {
        return table;
    }

    /**
     * Makes a row of the record that has just been scanned; where the table's rows are elements of an
     * array, one that holds them all.
     *
     * @param buffer that the scanner's positions refer to
     * @param emittedAt milliseconds since 1970; decides between equal versions
     * @param position the record's place in the input; decides between versions that are still equal
     * @param rows gets the row added
     * @param unfitElements takes the elements that cannot become rows
     * @throws UnfitRecordException if the record cannot become a row; nothing is added then
     */
    public void encode(
            JsonScanner scanner,
            byte[] buffer,
            long emittedAt,
            long position,
            RowBatch rows,
            Consumer<UnfitRecordException> unfitElements)
            throws UnfitRecordException {
        TextBuffer row = rows.begin();
        try {
            appendRow(scanner, buffer, emittedAt, position, rows, row, unfitElements);
        } catch (UnfitRecordException e) {
            rows.drop();
            throw e;
        } catch (FullBufferException e) {
            rows.drop();
            throw tooLarge();
        }
    }

    private UnfitRecordException tooLarge() {
        return new UnfitRecordException(Reason.TOO_LARGE, "", "its row would have more than " + maxRowBytes + " bytes");
    }

    private void appendRow(
            JsonScanner scanner,
            byte[] buffer,
            long emittedAt,
            long position,
            RowBatch rows,
            TextBuffer row,
            Consumer<UnfitRecordException> unfitElements)
            throws UnfitRecordException {
        values.truncate(0);
        for (int column : recordColumns) {
            values.convert(column, sources[column], scanner, buffer);
        }
        int start = row.size();
        for (int column : recordKey) {
            values.appendKey(column, keys, row);
        }
        int keyLength = row.size() - start;
        appendVersion(row);
        row.appendLong(emittedAt ^ Long.MIN_VALUE);
        row.appendLong(position);
        if (elements.isPresent()) {
            elements.get().append(scanner, buffer, values, row, unfitElements);
        } else {
            values.appendTo(row, allColumns);
        }
        if (row.size() - start > maxRowBytes) {
            throw tooLarge();
        }
        rows.end(keyLength);
    }

    private void appendVersion(TextBuffer row) throws UnfitRecordException {
        if (versionColumn != NONE && !values.isNull(versionColumn)) {
            values.appendInstant(versionColumn, keys, row);
        } else if (table.isHistory()) {
            throw values.missing(versionColumn);
        } else {
            row.appendLong(0);
            row.appendInt(0);
        }
    }
}
