package io.dataconnector.normalizer.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.enums.CSVReaderNullFieldIndicator;
import io.dataconnector.core.scan.TimestampReader;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.KeyEncoder;
import io.dataconnector.normalizer.table.TextBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The CSV file of a table, read row by row. It has to be sorted by its key, and a key may occur only once; so
 * two files of any size can be compared with the memory of two rows.
 */
final class TableFile implements AutoCloseable {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    private final Path path;
    private final CsvRecords records;
    private final RFC4180Parser parser = new RFC4180ParserBuilder()
            .withFieldAsNull(CSVReaderNullFieldIndicator.EMPTY_SEPARATORS)
            .build();
    private final List<String> columns;
    private final KeyEncoder encoder = new KeyEncoder();
    private final TextBuffer buffer = new TextBuffer();
    private int[] keyColumns = {};
    private ColumnType[] keyTypes = {};
    private @Nullable TableRow previous;
    private long rows;

    /**
     * Opens a file and reads its header.
     *
     * @throws NormalizerException if that cannot be done
     */
    TableFile(Path path) {
        this.path = requireNonNull(path, "path is null");
        records = new CsvRecords(path);
        try {
            columns = readHeader();
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private List<String> readHeader() {
        String header = records.next()
                .orElseThrow(() ->
                        new NormalizerException(Category.INPUT, "Table " + path + " is empty: it has no header."));
        @Nullable String[] names = parse(header);
        for (String name : names) {
            if (name == null) {
                throw fault("a column has no name");
            }
        }
        List<String> list = List.of(names);
        if (new HashSet<>(list).size() < list.size()) {
            throw fault("two columns have the same name");
        }
        return list;
    }

    /** The names of the columns, in their order. */
    List<String> columns() {
        return columns;
    }

    /** How many rows have been read. */
    long rows() {
        return rows;
    }

    /** Sets the columns that identify the rows, before the first row is read. */
    void setKey(List<String> key, List<ColumnType> types) {
        keyTypes = types.toArray(ColumnType[]::new);
        keyColumns = new int[key.size()];
        for (int i = 0; i < keyColumns.length; i++) {
            keyColumns[i] = columns.indexOf(key.get(i));
            if (keyColumns[i] < 0) {
                throw new NormalizerException(
                        Category.INPUT,
                        "Table " + path + " has no column " + key.get(i)
                                + ", which is part of its key. Compare folders that were written by the normalizer.");
            }
            if (!KeyEncoder.TYPES.contains(keyTypes[i])) {
                throw new NormalizerException(
                        Category.INPUT,
                        "Table " + path + " cannot have column " + key.get(i) + " in its key: its type is "
                                + keyTypes[i].definitionName() + ".");
            }
        }
    }

    /**
     * The next row; empty at the end of the file.
     *
     * @throws NormalizerException if the file cannot be read, is not CSV, or is not in the order of its key
     */
    Optional<TableRow> next() {
        Optional<String> text = records.next();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        @Nullable String[] fields = parse(text.get());
        if (fields.length != columns.size()) {
            throw fault("expected " + columns.size() + " fields, found " + fields.length);
        }
        TableRow row = new TableRow(text.get(), fields, key(fields));
        if (previous != null) {
            int order = previous.compareTo(row);
            if (order >= 0) {
                throw fault(
                        order == 0
                                ? "the key is the same as in the previous row"
                                : "the row is not in the order of the key; the normalizer sorts by it");
            }
        }
        previous = row;
        rows++;
        return Optional.of(row);
    }

    private @Nullable String[] parse(String record) {
        try {
            return parser.parseLine(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] key(@Nullable String[] fields) {
        buffer.truncate(0);
        for (int i = 0; i < keyColumns.length; i++) {
            String value = fields[keyColumns[i]];
            String column = columns.get(keyColumns[i]);
            if (value == null) {
                throw fault("column " + column + " of the key has no value");
            }
            if (!fits(value, keyTypes[i])) {
                throw fault("column " + column + " of the key must be of type " + keyTypes[i].definitionName());
            }
            byte[] bytes = value.getBytes(UTF_8);
            encoder.append(keyTypes[i], bytes, 0, bytes.length, buffer);
        }
        return buffer.toByteArray();
    }

    private static boolean fits(String value, ColumnType type) {
        return switch (type) {
            case STRING -> true;
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case INTEGER -> isInteger(value);
            case TIMESTAMP -> TimestampReader.parse(value).isPresent();
            case DECIMAL, JSON -> false;
        };
    }

    private static boolean isInteger(String value) {
        if (!INTEGER.matcher(value).matches()) {
            return false;
        }
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private NormalizerException fault(String what) {
        return new NormalizerException(
                Category.INPUT, "Table " + path + ", line " + records.line() + ": " + what + ".");
    }

    @Override
    public void close() {
        records.close();
    }
}
