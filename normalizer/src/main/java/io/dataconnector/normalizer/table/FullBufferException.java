package io.dataconnector.normalizer.table;

/** Something is too large for one buffer. Without a stack trace: it is caused by the input. */
final class FullBufferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullBufferException(int maxSize) {
        super("more than " + maxSize + " bytes", null, false, false);
    }
}
