package io.dataconnector.connector.source.decoding;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of CSV (RFC 4180), read leniently as Python's {@code csv} does: quotes within a field are text. */
final class CsvRows {
    private static final int END = -1;

    private final BufferedReader text;
    private final char delimiter;
    private final int maxLength;

    /** @param maxLength how many characters a row may have */
    CsvRows(BufferedReader text, char delimiter, int maxLength) {
        this.text = text;
        this.delimiter = delimiter;
        this.maxLength = maxLength;
    }

    /** The next row that is not blank; empty at the end. */
    Optional<List<String>> next() throws IOException {
        int first = text.read();
        while (first == '\n' || first == '\r') {
            first = text.read();
        }
        return first == END ? Optional.empty() : Optional.of(row(first));
    }

    private List<String> row(int first) throws IOException {
        List<String> fields = new ArrayList<>();
        int length = 0;
        int character = first;
        while (true) {
            StringBuilder field = new StringBuilder();
            character = character == '"' ? quoted(field) : character;
            while (character != END && character != delimiter && character != '\n' && character != '\r') {
                field.append((char) character);
                character = read(length + field.length());
            }
            fields.add(field.toString());
            length += field.length();
            if (character != delimiter) {
                return fields;
            }
            character = text.read();
        }
    }

    /** Reads a field up to its closing quote, and returns what follows it. */
    private int quoted(StringBuilder field) throws IOException {
        while (true) {
            int character = read(field.length());
            if (character == END) {
                return END;
            }
            if (character == '"') {
                int following = text.read();
                if (following != '"') {
                    return following;
                }
            }
            field.append((char) character);
        }
    }

    private int read(int length) throws IOException {
        if (length > maxLength) {
            throw new IOException("a row of CSV is larger than max_record_bytes, " + maxLength);
        }
        return text.read();
    }
}
