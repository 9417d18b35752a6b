package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;

/**
 * Notices a body that trickles: of the time that is spent waiting for bytes, each span as long as the limit
 * must bring at least {@value #MIN_BYTES}. A body that stops is noticed by the client's read timeout.
 */
final class StallGuard {
    static final int MIN_BYTES = 1_024;

    private final Duration limit;
    private long waitedNanos;
    private long bytes;

    StallGuard(Duration limit) {
        this.limit = limit;
    }

    /** Forgets what came so far: a new body begins. */
    void begin() {
        waitedNanos = 0;
        bytes = 0;
    }

    /**
     * Says that bytes came.
     *
     * @param nanos how long they were waited for
     * @throws StalledException if too few came lately
     */
    void note(long received, long nanos) throws IOException {
        bytes += received;
        waitedNanos += nanos;
        if (waitedNanos < limit.toNanos()) {
            return;
        }
        if (bytes < MIN_BYTES) {
            throw new StalledException(bytes, limit);
        }
        waitedNanos = 0;
        bytes = 0;
    }
}
