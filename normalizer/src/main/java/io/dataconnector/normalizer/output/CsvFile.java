package io.dataconnector.normalizer.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.ColumnType;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TextBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * CSV according to RFC 4180, in UTF-8. A null is an empty field and an empty string is {@code ""}, so that the
 * two differ. Fields are quoted only where they must be. The bytes are those that opencsv's writer produces for
 * the same fields; they are produced here because the fields are bytes already.
 */
public final class CsvFile implements AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;

    private final OutputStream out;
    private final TextBuffer buffer = new TextBuffer(2 * BUFFER_SIZE);
    private final boolean[] mayNeedQuotes;

    /** Begins the file with the names of the columns. */
    public CsvFile(OutputStream out, List<Column> columns) {
        this.out = requireNonNull(out, "out is null");
        mayNeedQuotes = new boolean[columns.size()];
        for (int i = 0; i < mayNeedQuotes.length; i++) {
            ColumnType type = columns.get(i).type();
            mayNeedQuotes[i] = type == ColumnType.STRING || type == ColumnType.JSON;
            separate(i);
            byte[] name = columns.get(i).name().getBytes(UTF_8);
            appendText(name, 0, name.length);
        }
        endRow();
    }

    /** Writes one row. */
    public void write(RowFields row) throws IOException {
        byte[] bytes = row.bytes();
        for (int i = 0; i < mayNeedQuotes.length; i++) {
            separate(i);
            if (row.isNull(i)) {
                continue;
            }
            if (mayNeedQuotes[i]) {
                appendText(bytes, row.start(i), row.end(i));
            } else {
                buffer.append(bytes, row.start(i), row.end(i));
            }
        }
        endRow();
        if (buffer.size() >= BUFFER_SIZE) {
            flush();
        }
    }

    private void separate(int column) {
        if (column > 0) {
            buffer.append((byte) ',');
        }
    }

    private void endRow() {
        buffer.append((byte) '\r');
        buffer.append((byte) '\n');
    }

    private void appendText(byte[] text, int from, int to) {
        if (!needsQuotes(text, from, to)) {
            buffer.append(text, from, to);
            return;
        }
        buffer.append((byte) '"');
        int copied = from;
        for (int i = from; i < to; i++) {
            if (text[i] == '"') {
                buffer.append(text, copied, i + 1);
                copied = i;
            }
        }
        buffer.append(text, copied, to);
        buffer.append((byte) '"');
    }

    private static boolean needsQuotes(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b <= ',' && (b == ',' || b == '"' || b == '\n' || b == '\r')) {
                return true;
            }
        }
        return from == to;
    }

    private void flush() throws IOException {
        out.write(buffer.bytes(), 0, buffer.size());
        buffer.truncate(0);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
