package io.dataconnector.connector.source.decoding;

import static io.dataconnector.connector.source.decoding.DecodedText.END;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of CSV (RFC 4180), read leniently as Python's {@code csv} does: quotes within a field are text. */
final class CsvRows {
    private final DecodedText text;
    private final char delimiter;

    /** @param text its units are the rows */
    CsvRows(DecodedText text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** The next row that is not blank; empty at the end. */
    Optional<List<String>> next() throws IOException {
        int first = first();
        while (first == '\n' || first == '\r') {
            first = first();
        }
        return first == END ? Optional.empty() : Optional.of(row(first));
    }

    private int first() throws IOException {
        text.begin();
        return text.read();
    }

    private List<String> row(int first) throws IOException {
        List<String> fields = new ArrayList<>();
        int character = first;
        while (true) {
            StringBuilder field = new StringBuilder();
            character = character == '"' ? quoted(field) : character;
            while (character != END && character != delimiter && character != '\n' && character != '\r') {
                field.append((char) character);
                character = text.read();
            }
            fields.add(field.toString());
            if (character != delimiter) {
                return fields;
            }
            character = text.read();
        }
    }

    /** Reads a field up to its closing quote, and returns what follows it. */
    private int quoted(StringBuilder field) throws IOException {
        while (true) {
            int character = text.read();
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
}
