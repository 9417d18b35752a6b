package io.dataconnector.normalizer.table;

import static java.util.Objects.requireNonNull;

/** A value that does not fit its column. Without a stack trace: a raw output may hold millions. */
final class UnfitValueException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitValueException(String message) {
        super(message, null, false, false);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
