package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;

/** A response that came so slowly that it counts as one that stopped. */
final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(long bytes, Duration limit) {
        super("only " + bytes + " bytes came within " + Seconds.of(limit));
    }

    private StalledException(Duration limit) {
        super("the headers of the response did not come within " + Seconds.of(limit));
    }

    /** A response whose headers did not come to an end. */
    static StalledException inHeaders(Duration limit) {
        return new StalledException(limit);
    }
}
