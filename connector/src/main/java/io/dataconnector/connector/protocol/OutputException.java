package io.dataconnector.connector.protocol;

import java.io.IOException;
import java.util.Locale;

/** The output takes no more bytes: the reader has gone, or the disk is full. The read is over. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the reader of a pipe has gone, which is its right and no fault: {@code | head -n 1}. */
    public boolean isClosedPipe() {
        return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
