package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonScanner;
import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.TimestampReader;
import java.util.StringJoiner;

/**
 * The record at which the scan of a page stands: one JSON object on one line, as bytes of a buffer
 * that is not to be changed.
 */
public final class PageRecord {
    private final JsonScanner scanner;
    private final int cursor;
    private final int[] key;

    private byte[] buffer = {};
    private byte[] oneLine = {};
    private boolean isOneLine;
    private int oneLineEnd;

    PageRecord(JsonScanner scanner, int cursor, int[] key) {
        this.scanner = scanner;
        this.cursor = cursor;
        this.key = key.clone();
    }

    void standAt(byte[] pageBuffer) {
        buffer = pageBuffer;
        isOneLine = !scanner.elementHasLineBreak();
        if (!isOneLine) {
            int length = scanner.elementEnd() - scanner.elementStart();
            if (oneLine.length < length) {
                oneLine = new byte[Math.max(length, oneLine.length * 2)];
            }
            oneLineEnd = JsonText.compact(buffer, scanner.elementStart(), scanner.elementEnd(), oneLine, 0);
        }
    }

    /** The bytes in which the record stands. */
    public byte[] bytes() {
        return isOneLine ? buffer : oneLine;
    }

    /** The index of its first byte, an opening brace. */
    public int from() {
        return isOneLine ? scanner.elementStart() : 0;
    }

    /** The index behind its last byte. */
    public int to() {
        return isOneLine ? scanner.elementEnd() : oneLineEnd;
    }

    /** Reads the cursor's value and says whether it is a timestamp. */
    public boolean readCursor(TimestampReader reader) {
        if (!scanner.has(cursor) || buffer[scanner.start(cursor)] != '"') {
            return false;
        }
        int from = scanner.start(cursor) + 1;
        int to = scanner.end(cursor) - 1;
        if (reader.read(buffer, from, to)) {
            return true;
        }
        if (!JsonText.isEscaped(buffer, from, to)) {
            return false;
        }
        byte[] text = cursorText().getBytes(UTF_8);
        return reader.read(text, 0, text.length);
    }

    /** The cursor's value as it stands in the record, if it is a string. */
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
