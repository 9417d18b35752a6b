package io.dataconnector.core.scan;

import static java.util.Objects.requireNonNull;

/**
 * Bytes that are not JSON (RFC 8259) in UTF-8 (RFC 3629). The message says what was found, the position where in the
 * buffer; the owner of the buffer knows which offset in the file that is.
 */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    public JsonSyntaxException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** The index, in the scanned buffer, of the first invalid byte. */
    public int position() {
        return position;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
