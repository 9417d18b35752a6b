package io.dataconnector.core.raw;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** An input that cannot be read, with a message for the user: which one, what is wrong, and what to do. */
public final class RawInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RawInputException(String message) {
        this(message, null);
    }

    public RawInputException(String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
