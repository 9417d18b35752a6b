package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

/** A record that cannot become a row of a table. Without a stack trace: there may be millions. */
public final class UnfitRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason, as a category that is counted. */
    public enum Reason {
        /** A key column or a required column has no value. */
        MISSING_VALUE,
        /** A value is not of its column's type. */
        WRONG_TYPE,
        /** An element of an array has the same key as an earlier one. */
        DUPLICATE_KEY,
        /** The row, or all rows of the record together, would have more bytes than a row can have. */
        TOO_LARGE
    }

    private final Reason reason;
    private final String column;

    UnfitRecordException(Reason reason, String column, String message) {
        super(message, null, false, false);
        this.reason = requireNonNull(reason, "reason is null");
        this.column = requireNonNull(column, "column is null");
    }

    /** The same error for an element of the record. */
    UnfitRecordException at(String pointer) {
        return new UnfitRecordException(reason, column, "at " + pointer + ": " + getMessage());
    }

    public Reason reason() {
        return reason;
    }

    /** The column that has no fitting value; empty if it is not one column's. */
    public String column() {
        return column;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
