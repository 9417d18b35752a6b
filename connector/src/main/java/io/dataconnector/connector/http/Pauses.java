package io.dataconnector.connector.http;

import java.time.Duration;
import java.time.Instant;

/** Time as the requests see it, so that tests need not wait. */
public interface Pauses {
    Instant now();

    /** Nanoseconds of a clock that only moves forward, as {@link System#nanoTime}. */
    long nanoTime();

    /**
     * Waits.
     *
     * @throws InterruptedException if the program is to end, or this thread is interrupted
     */
    void pause(Duration duration) throws InterruptedException;
}
