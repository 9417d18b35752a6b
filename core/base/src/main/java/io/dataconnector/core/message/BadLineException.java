package io.dataconnector.core.message;

import static java.util.Objects.requireNonNull;

/** A line that cannot be used. It has no stack trace, because there may be millions of such lines. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a line cannot be used, as a category for counting. */
    public enum Reason {
        /** The line is not JSON; typically the torn last line of a killed read. */
        NOT_JSON,
        /** The line is JSON but not an Airbyte message. */
        NOT_A_MESSAGE,
        /** The line is a RECORD without a stream or without data. */
        BAD_RECORD
    }

    private final Reason reason;

    BadLineException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = requireNonNull(reason, "reason is null");
    }

    public Reason reason() {
        return reason;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
