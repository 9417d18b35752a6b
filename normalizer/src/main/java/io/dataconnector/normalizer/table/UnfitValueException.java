package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.JsonText;

/** A value that does not fit its column. Without a stack trace: a raw output may hold millions. */
final class UnfitValueException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 60;

    UnfitValueException(String message) {
        super(message, null, false, false);
    }

    /** The error that a JSON value is not what was expected. */
    static UnfitValueException of(String expected, byte[] json, int from, int to) {
        return new UnfitValueException(
                "must be " + expected + " but is " + JsonText.kind(json[from]) + ": " + shown(json, from, to));
    }

    /** The beginning of a JSON value, for the message. */
    static String shown(byte[] json, int from, int to) {
        String text = new String(json, from, Math.min(to - from, MAX_SHOWN * 4), UTF_8);
        if (text.length() <= MAX_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
        return text.substring(0, end) + "...";
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
