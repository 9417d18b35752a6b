package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.NullMembers;
import io.dataconnector.core.scan.TimestampReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * The record that the scan of a page has just passed, as bytes of a buffer: one JSON object. Finally,
 * {@link #putOnOneLine} turns it into a single line and {@link #omitNulls} takes members out of it, after which nothing
 * else may be read from it.
 */
public final class PageRecord {
    private static final byte[] NOTHING = {};

    private final JsonScanner scanner;
    private final OptionalInt cursor;
    private final int[] key;

    private byte[] buffer = NOTHING;
    private int to;

    PageRecord(JsonScanner scanner, OptionalInt cursor, int[] key) {
        this.scanner = scanner;
        this.cursor = cursor;
        this.key = key.clone();
    }

    void moveTo(byte[] pageBuffer) {
        buffer = pageBuffer;
        to = scanner.elementEnd();
    }

    void letGo() {
        buffer = NOTHING;
    }

    /**
     * Removes line breaks and all whitespace between tokens from the record, if it spans several lines. Its cursor and
     * its key cannot be read afterwards.
     */
    public void putOnOneLine() {
        if (scanner.elementHasLineBreak()) {
            // In place: it only becomes shorter.
            to = JsonText.compact(buffer, from(), to, buffer, from());
        }
    }

    /** Removes the members whose value is null, as {@link #putOnOneLine} removes whitespace. */
    public void omitNulls() {
        if (scanner.elementHasNull()) {
            to = NullMembers.remove(buffer, from(), to);
        }
    }

    /** The buffer that contains the record. */
    public byte[] bytes() {
        return buffer;
    }

    /** The index of its first byte, an opening brace. */
    public int from() {
        return scanner.elementStart();
    }

    /** The index after its last byte. */
    public int to() {
        return to;
    }

    /** Parses the cursor's value and returns whether it is a timestamp. */
    public boolean readCursor(TimestampReader reader) {
        if (!hasCursor() || buffer[scanner.start(cursor.getAsInt())] != '"') {
            return false;
        }
        int first = scanner.start(cursor.getAsInt()) + 1;
        int end = scanner.end(cursor.getAsInt()) - 1;
        if (reader.read(buffer, first, end)) {
            return true;
        }
        if (!JsonText.isEscaped(buffer, first, end)) {
            return false;
        }
        byte[] text = JsonText.unescape(buffer, first, end).getBytes(UTF_8);
        return reader.read(text, 0, text.length);
    }

    private boolean hasCursor() {
        return cursor.isPresent() && scanner.has(cursor.getAsInt());
    }

    /** The cursor's value as the record has it: the content of a string, or the digits of a number. */
    public Optional<String> cursorText() {
        if (!hasCursor()) {
            return Optional.empty();
        }
        int first = scanner.start(cursor.getAsInt());
        int end = scanner.end(cursor.getAsInt());
        byte kind = buffer[first];
        if (kind == '"') {
            return Optional.of(JsonText.unescape(buffer, first + 1, end - 1));
        }
        return kind == '-' || (kind >= '0' && kind <= '9')
                ? Optional.of(new String(buffer, first, end - first, UTF_8))
                : Optional.empty();
    }

    /** The values of the record's key as JSON, for messages: {@code "acc_7"}. */
    public String describeKey() {
        StringJoiner values = new StringJoiner("/");
        for (int id : key) {
            values.add(
                    scanner.has(id)
                            ? new String(buffer, scanner.start(id), scanner.end(id) - scanner.start(id), UTF_8)
                            : "without a key");
        }
        return values.toString();
    }
}
