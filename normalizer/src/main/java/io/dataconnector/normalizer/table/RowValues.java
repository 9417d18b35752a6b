package io.dataconnector.normalizer.table;

import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.normalizer.table.UnfitRecordException.Reason;
import java.util.List;

/** The texts of the columns of one row while it is being built, in one buffer that is reused for the next. */
final class RowValues {
    private static final int NULL = -1;

    private final List<Column> columns;
    private final ValueConverter[] converters;
    private final TextBuffer texts;
    private final int[] starts;
    private final int[] ends;

    /** @param maxBytes how many bytes the texts of a row may have */
    RowValues(List<Column> columns, int maxBytes) {
        texts = TextBuffer.ofAtMost(maxBytes);
        this.columns = List.copyOf(columns);
        converters =
                columns.stream().map(column -> ValueConverter.of(column.type())).toArray(ValueConverter[]::new);
        starts = new int[columns.size()];
        ends = new int[columns.size()];
    }

    /** How much of the buffer is used; {@link #truncate} goes back to it. */
    int size() {
        return texts.size();
    }

    void truncate(int size) {
        texts.truncate(size);
    }

    /**
     * Converts the value of a column: the first of its sources that is present and not null, or else the
     * column's default.
     *
     * @param sources the numbers of the scanner's values that it may come from
     * @throws UnfitRecordException if it is not of the column's type, or required and missing
     */
    void convert(int index, int[] sources, JsonScanner scanner, byte[] buffer) throws UnfitRecordException {
        Column column = columns.get(index);
        starts[index] = texts.size();
        ends[index] = NULL;
        for (int source : sources) {
            if (scanner.has(source) && buffer[scanner.start(source)] != 'n') {
                try {
                    converters[index].append(buffer, scanner.start(source), scanner.end(source), texts);
                } catch (UnfitValueException e) {
                    throw new UnfitRecordException(
                            Reason.WRONG_TYPE, column.name(), column.name() + " " + e.getMessage());
                }
                ends[index] = texts.size();
                return;
            }
        }
        if (column.defaultText().isPresent()) {
            texts.append(column.defaultText().get());
            ends[index] = texts.size();
        } else if (column.required()) {
            throw missing(index);
        }
    }

    boolean isNull(int index) {
        return ends[index] == NULL;
    }

    /** The error that a column has no value. */
    UnfitRecordException missing(int index) {
        Column column = columns.get(index);
        return new UnfitRecordException(
                Reason.MISSING_VALUE,
                column.name(),
                column.name() + " has no value at " + String.join(" or ", column.from()));
    }

    /**
     * Appends the code of a value to a key.
     *
     * @throws UnfitRecordException if there is no value
     */
    void appendKey(int index, KeyEncoder keys, TextBuffer out) throws UnfitRecordException {
        if (isNull(index)) {
            throw missing(index);
        }
        keys.append(columns.get(index).type(), texts.bytes(), starts[index], ends[index], out);
    }

    /** Appends the code of a timestamp that is not null. */
    void appendInstant(int index, KeyEncoder keys, TextBuffer out) {
        keys.appendInstant(texts.bytes(), starts[index], ends[index], out);
    }

    /** Appends some columns as fields of a row. */
    void appendTo(TextBuffer row, int[] indexes) {
        for (int i : indexes) {
            if (isNull(i)) {
                RowFields.appendNull(row);
            } else {
                RowFields.append(texts.bytes(), starts[i], ends[i], row);
            }
        }
    }
}
