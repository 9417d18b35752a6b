package io.dataconnector.spark;

/** A command line that is wrong, with a message for the user. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
