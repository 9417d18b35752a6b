package io.dataconnector.connector.protocol;

import java.io.IOException;
import java.util.Locale;

/** The output cannot be written to: the reader has closed the pipe, or the disk is full. The read is over. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutputException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the reader has closed the pipe, which is not an error: {@code | head -n 1}. */
    public boolean isClosedPipe() {
        return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
