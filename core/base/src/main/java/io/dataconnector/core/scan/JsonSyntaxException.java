package io.dataconnector.core.scan;

import static java.util.Objects.requireNonNull;

/**
 * Bytes that are not JSON (RFC 8259) in UTF-8 (RFC 3629). The message says what was found; the
 * position says where in the buffer, and whoever owns the buffer knows where that is in a file.
 */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    public JsonSyntaxException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** The index in the scanned buffer of the first byte that does not fit. */
    public int position() {
        return position;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
