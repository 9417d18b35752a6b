package io.dataconnector.connector.http;

import java.time.Duration;
import java.time.Instant;

/** Time as the requests see it, so that tests need not wait. */
public interface Pauses {
    /** The clocks of this machine; a wait ends early only by an interrupt. */
    Pauses SYSTEM = new Pauses() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        }
    };

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
