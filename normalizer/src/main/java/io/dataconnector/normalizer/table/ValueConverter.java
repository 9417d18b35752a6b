package io.dataconnector.normalizer.table;

import io.dataconnector.core.scan.JsonText;

/**
 * Turns JSON values of one column type, as bytes that a scanner has passed, into the text of columns in
 * UTF-8. Nothing goes through a binary floating-point number. Used by one thread.
 */
interface ValueConverter {
    /**
     * Appends the text of a value that is not null.
     *
     * @throws UnfitValueException if it is not of the type; what was appended then does not count
     */
    void append(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException;

    /** A converter of a type. */
    static ValueConverter of(ColumnType type) {
        return switch (type) {
            case STRING -> new StringConverter();
            case INTEGER -> new IntegerConverter();
            case DECIMAL -> new DecimalConverter();
            case BOOLEAN -> ValueConverter::appendBoolean;
            case TIMESTAMP -> new TimestampConverter();
            case JSON -> ValueConverter::appendJson;
        };
    }

    private static void appendBoolean(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        boolean isOneByte = to - from == 1;
        if (json[from] == 't' || (isOneByte && json[from] == '1')) {
            out.append("true");
        } else if (json[from] == 'f' || (isOneByte && json[from] == '0')) {
            out.append("false");
        } else {
            throw UnfitValueException.of("true, false, 1 or 0", json, from, to);
        }
    }

    private static void appendJson(byte[] json, int from, int to, TextBuffer out) {
        out.ensureRoom(to - from);
        out.truncate(JsonText.compact(json, from, to, out.bytes(), out.size()));
    }
}
