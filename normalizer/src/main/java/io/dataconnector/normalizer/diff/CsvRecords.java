package io.dataconnector.normalizer.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.IoFault;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The records of a CSV file in UTF-8 as text, one at a time. A record ends at a line break that is not in quotes;
 * line breaks within a field are kept as they are.
 */
final class CsvRecords implements AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;

    private final Path file;
    private final Reader reader;
    private final char[] buffer = new char[BUFFER_SIZE];
    private int position;
    private int limit;
    private long nextLine = 1;
    private long line;

    /** @throws NormalizerException if the file cannot be opened */
    CsvRecords(Path file) {
        this.file = requireNonNull(file, "file is null");
        try {
            reader = Files.newBufferedReader(file, UTF_8);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The line on which the last record starts, counted from 1. */
    long line() {
        return line;
    }

    /**
     * The next record without its line break; empty at the end of the file.
     *
     * @throws NormalizerException if the file cannot be read, or is not CSV in UTF-8
     */
    Optional<String> next() {
        line = nextLine;
        StringBuilder record = new StringBuilder();
        boolean isQuoted = false;
        while (true) {
            int scanned = position;
            while (scanned < limit) {
                char c = buffer[scanned++];
                if (c == '"') {
                    isQuoted = !isQuoted;
                } else if (c == '\n') {
                    nextLine++;
                    if (!isQuoted) {
                        record.append(buffer, position, scanned - position - 1);
                        position = scanned;
                        return Optional.of(withoutCarriageReturn(record));
                    }
                }
            }
            record.append(buffer, position, limit - position);
            if (!fill()) {
                return lastRecord(record, isQuoted);
            }
        }
    }

    private Optional<String> lastRecord(StringBuilder record, boolean isQuoted) {
        if (isQuoted) {
            throw new NormalizerException(
                    Category.INPUT, "Table " + file + ", line " + line + ": a quoted field is not closed.");
        }
        return record.isEmpty() ? Optional.empty() : Optional.of(withoutCarriageReturn(record));
    }

    private boolean fill() {
        try {
            position = 0;
            limit = Math.max(0, reader.read(buffer));
            return limit > 0;
        } catch (CharacterCodingException e) {
            throw new NormalizerException(
                    Category.INPUT, "Table " + file + ", after line " + line + ": the file is not UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String withoutCarriageReturn(StringBuilder record) {
        int length = record.length();
        return length > 0 && record.charAt(length - 1) == '\r' ? record.substring(0, length - 1) : record.toString();
    }

    private NormalizerException unreadable(IOException e) {
        return new NormalizerException(
                Category.INPUT, "Table " + file + " cannot be read: " + IoFault.describe(e) + ".", e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
