package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.JsonSyntaxException;
import io.dataconnector.core.scan.JsonText;
import io.dataconnector.normalizer.table.Column.Origin;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rows of a table that are the elements of an array in a record. */
final class ElementRows {
    private final TableDefinition table;
    private final String pointer;
    private final int array;
    private final int[] recordColumns;
    private final int[] elementColumns;
    private final int[] elementKey;
    /** For each column the numbers of the element's values that it may come from; none if it is the record's. */
    private final int[][] sources;

    private final JsonScanner scanner;
    private final KeyEncoder keys = new KeyEncoder();
    private final TextBuffer key = new TextBuffer();
    private final TextBuffer element = new TextBuffer();

    /** @param array the number of the array in the scans of the records */
    ElementRows(TableDefinition table, int array) {
        this.table = requireNonNull(table, "table is null");
        this.array = array;
        pointer = table.rows().orElseThrow();
        recordColumns = table.columnsOf(Origin.RECORD);
        elementColumns = table.columnsOf(Origin.ROW);
        elementKey = table.key().stream()
                .mapToInt(table::indexOf)
                .filter(column -> table.columns().get(column).origin() == Origin.ROW)
                .toArray();
        sources = new int[table.columns().size()][];
        JsonPaths paths = new JsonPaths();
        watch(paths);
        scanner = new JsonScanner(paths);
    }

    private void watch(JsonPaths paths) {
        List<String> pointers = new ArrayList<>();
        for (int column : elementColumns) {
            pointers.addAll(table.columns().get(column).from());
        }
        int[] ids = paths.addElements("", pointers);
        int next = 1;
        for (int column : elementColumns) {
            int end = next + table.columns().get(column).from().size();
            sources[column] = Arrays.copyOfRange(ids, next, end);
            next = end;
        }
    }

    /**
     * Appends the values of all elements that fit to a row, in the order of their keys, and before them those
     * of the record: once, because an array may have thousands of elements.
     *
     * @param record the scan of the record
     * @param values holds the values of the columns that come from the record
     * @throws UnfitRecordException if the value is not an array
     */
    void append(
            JsonScanner record,
            byte[] buffer,
            RowValues values,
            TextBuffer row,
            Consumer<UnfitRecordException> unfitElements)
            throws UnfitRecordException {
        if (!record.has(array) || buffer[record.start(array)] == 'n') {
            return;
        }
        if (buffer[record.start(array)] != '[') {
            String kind = JsonText.kind(buffer[record.start(array)]);
            throw new UnfitRecordException(Reason.WRONG_TYPE, "", pointer + " must be an array but is " + kind);
        }
        SortedMap<byte[], byte[]> valuesByKey = new TreeMap<>(Arrays::compareUnsigned);
        int size = values.size();
        scanner.begin();
        scanner.feed(buffer, record.start(array), record.end(array), true);
        for (int index = 0; nextElement(); index++) {
            values.truncate(size);
            try {
                convert(buffer, values, valuesByKey);
            } catch (UnfitRecordException e) {
                unfitElements.accept(e.at(pointer + "/" + index));
            }
        }
        if (!valuesByKey.isEmpty()) {
            values.appendTo(row, recordColumns);
        }
        valuesByKey.values().forEach(element -> row.append(element, 0, element.length));
    }

    private boolean nextElement() {
        try {
            return scanner.next() == Event.ELEMENT;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("an array that was scanned before is not JSON", e);
        }
    }

    private void convert(byte[] buffer, RowValues values, SortedMap<byte[], byte[]> valuesByKey)
            throws UnfitRecordException {
        for (int column : elementColumns) {
            values.convert(column, sources[column], scanner, buffer);
        }
        key.truncate(0);
        for (int column : elementKey) {
            values.appendKey(column, keys, key);
        }
        element.truncate(0);
        values.appendTo(element, elementColumns);
        if (valuesByKey.putIfAbsent(key.toByteArray(), element.toByteArray()) != null) {
            throw new UnfitRecordException(
                    Reason.DUPLICATE_KEY,
                    String.join(", ", table.key()),
                    "an element before it has the same " + String.join(", ", table.key()));
        }
    }
}
