package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;

/** A response that came so slowly that it counts as one that stopped. */
final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(long bytes, Duration limit) {
        super("only " + bytes + " bytes came within " + Seconds.of(limit));
    }
}
