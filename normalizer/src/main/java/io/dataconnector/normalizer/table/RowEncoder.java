package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonPaths;
import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.TimestampReader;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.util.Arrays;
import java.util.List;

/** Makes rows of one table out of the records at which a scanner stands. Used by one thread. */
public final class RowEncoder {
    private static final int NO_COLUMN = -1;

    private final TableDefinition table;
    /** For each column the numbers of the watched values that it may come from. */
    private final int[][] sources;

    private final int[] keyColumns;
    private final int versionColumn;

    private final ValueConverter converter = new ValueConverter();
    private final TextBuffer values = new TextBuffer();
    private final int[] starts;
    private final int[] ends;
    private final TextBuffer row = new TextBuffer();

    /**
     * @param paths gets the pointers of the table added
     * @param data the JSON pointer at which a record stands in what is scanned
     */
    public RowEncoder(TableDefinition table, JsonPaths paths, String data) {
        this.table = requireNonNull(table, "table is null");
        List<Column> columns = table.columns();
        sources = new int[columns.size()][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = columns.get(i).from().stream()
                    .mapToInt(pointer -> paths.add(data + pointer))
                    .toArray();
        }
        keyColumns = table.key().stream().mapToInt(table::indexOf).toArray();
        versionColumn = table.version().map(table::indexOf).orElse(NO_COLUMN);
        starts = new int[columns.size()];
        ends = new int[columns.size()];
    }

    public TableDefinition table() {
        return table;
    }

    /**
     * Makes a row of the record that has just been scanned.
     *
     * @param buffer in which the scanner's places are
     * @param emittedAt milliseconds since 1970; decides between equal versions
     * @param position the record's place in the input; decides between versions that are equal still
     * @throws UnfitRecordException if the record cannot become a row
     */
    public Row encode(JsonScanner scanner, byte[] buffer, long emittedAt, long position) throws UnfitRecordException {
        values.truncate(0);
        for (int i = 0; i < sources.length; i++) {
            convert(i, scanner, buffer);
        }
        row.truncate(0);
        for (int column : keyColumns) {
            appendKey(column);
        }
        int keyLength = row.size();
        appendVersion();
        row.appendLong(emittedAt ^ Long.MIN_VALUE);
        row.appendLong(position);
        for (int i = 0; i < sources.length; i++) {
            row.appendInt(isNull(i) ? Row.NULL_LENGTH : ends[i] - starts[i]);
            if (!isNull(i)) {
                row.append(values.bytes(), starts[i], ends[i]);
            }
        }
        return new Row(Arrays.copyOf(row.bytes(), row.size()), keyLength);
    }

    /** Converts the value of a column, the first of its sources that is there and not null. */
    private void convert(int index, JsonScanner scanner, byte[] buffer) throws UnfitRecordException {
        Column column = table.columns().get(index);
        starts[index] = values.size();
        ends[index] = Row.NULL_LENGTH;
        for (int source : sources[index]) {
            if (scanner.has(source) && buffer[scanner.start(source)] != 'n') {
                try {
                    converter.append(column.type(), buffer, scanner.start(source), scanner.end(source), values);
                } catch (UnfitValueException e) {
                    throw new UnfitRecordException(
                            Reason.WRONG_TYPE, column.name(), column.name() + " " + e.getMessage());
                }
                ends[index] = values.size();
                return;
            }
        }
        if (column.required()) {
            throw missing(column);
        }
    }

    private boolean isNull(int index) {
        return ends[index] == Row.NULL_LENGTH;
    }

    private UnfitRecordException missing(Column column) {
        return new UnfitRecordException(
                Reason.MISSING_VALUE,
                column.name(),
                column.name() + " has no value at " + String.join(" or ", column.from()));
    }

    private void appendKey(int index) throws UnfitRecordException {
        Column column = table.columns().get(index);
        if (isNull(index)) {
            throw missing(column);
        }
        switch (column.type()) {
            case INTEGER -> row.appendLong(integer(index) ^ Long.MIN_VALUE);
            case TIMESTAMP -> appendInstant(index);
            case STRING, DECIMAL, BOOLEAN, JSON -> appendText(index);
        }
    }

    private long integer(int index) {
        return Long.parseLong(new String(values.bytes(), starts[index], ends[index] - starts[index], US_ASCII));
    }

    /** Appends a text and a mark behind it that is less than any text: two zeros, where a zero is 0 255. */
    private void appendText(int index) {
        byte[] bytes = values.bytes();
        for (int i = starts[index]; i < ends[index]; i++) {
            row.append(bytes[i]);
            if (bytes[i] == 0) {
                row.append((byte) 0xff);
            }
        }
        row.append((byte) 0);
        row.append((byte) 0);
    }

    private void appendVersion() {
        if (versionColumn == NO_COLUMN || isNull(versionColumn)) {
            row.appendLong(0);
            row.appendInt(0);
        } else {
            appendInstant(versionColumn);
        }
    }

    private void appendInstant(int index) {
        TimestampReader instant = converter.readTimestamp(values.bytes(), starts[index], ends[index]);
        row.appendLong(instant.seconds() ^ Long.MIN_VALUE);
        row.appendInt(instant.nanos());
    }
}
