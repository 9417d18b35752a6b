package io.dataconnector.normalizer.output;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, in which a null is an empty field and an empty text is {@code ""}, so that the two
 * differ. Fields are quoted only where they must be.
 */
public final class CsvFile extends CSVWriter {
    private final StringBuilder line = new StringBuilder();

    public CsvFile(Writer writer) {
        super(
                writer,
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_ESCAPE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END);
    }

    /** Writes one row, and fails at once if it cannot: opencsv's own method would keep the error to itself. */
    public void write(@Nullable String[] values) throws IOException {
        line.setLength(0);
        writeNext(values, false, line);
    }

    @Override
    protected boolean stringContainsSpecialCharacters(String value) {
        return value.isEmpty() || super.stringContainsSpecialCharacters(value);
    }
}
