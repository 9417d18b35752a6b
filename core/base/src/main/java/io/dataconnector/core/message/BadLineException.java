package io.dataconnector.core.message;

import static java.util.Objects.requireNonNull;

/** A line that cannot be used. Without a stack trace: there may be millions. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, in a word that can be counted. */
    public enum Reason {
        /** The line is no JSON; the last line of a killed read is one of these. */
        NOT_JSON,
        /** The line is JSON but no Airbyte message. */
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
