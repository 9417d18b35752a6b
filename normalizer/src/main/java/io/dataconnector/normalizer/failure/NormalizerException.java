package io.dataconnector.normalizer.failure;

import static java.util.Objects.requireNonNull;

/**
 * A run that cannot be done, with a message for the user: what is wrong, where, and what to do. The
 * tables of the run before stand as they were.
 */
public final class NormalizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NormalizerException(String message) {
        super(requireNonNull(message, "message is null"));
    }

    public NormalizerException(String message, Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
