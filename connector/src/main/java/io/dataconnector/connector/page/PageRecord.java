package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.TimestampReader;
import java.util.StringJoiner;

/**
 * The record that the scan of a page has just passed, as bytes of a buffer: one JSON object, which
 * {@link #putOnOneLine} makes a line once nothing else is asked about it.
 */
public final class PageRecord {
    private static final byte[] NOTHING = {};

    private final JsonScanner scanner;
    private final int cursor;
    private final int[] key;

    private byte[] buffer = NOTHING;
    private int to;

    PageRecord(JsonScanner scanner, int cursor, int[] key) {
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
     * Takes the line breaks out of the record, and all space between its tokens, if it is on several lines. Its
     * cursor and its key cannot be asked for afterwards.
     */
    public void putOnOneLine() {
        if (scanner.elementHasLineBreak()) {
            // In its own place: it only becomes shorter.
            to = JsonText.compact(buffer, from(), to, buffer, from());
        }
    }

    /** The bytes in which the record is. */
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

    /** Reads the cursor's value and says whether it is a timestamp. */
    public boolean readCursor(TimestampReader reader) {
        if (!scanner.has(cursor) || buffer[scanner.start(cursor)] != '"') {
            return false;
        }
        int first = scanner.start(cursor) + 1;
        int end = scanner.end(cursor) - 1;
        if (reader.read(buffer, first, end)) {
            return true;
        }
        if (!JsonText.isEscaped(buffer, first, end)) {
            return false;
        }
        byte[] text = cursorText().getBytes(UTF_8);
        return reader.read(text, 0, text.length);
    }

    /** The cursor's value as the record has it, if it is a string. */
    public String cursorText() {
        return JsonText.unescape(buffer, scanner.start(cursor) + 1, scanner.end(cursor) - 1);
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
