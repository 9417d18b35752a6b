package io.dataconnector.connector.extension;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Says how long to wait before a request is sent again: one of the {@code backoff_strategies} of an error handler. */
@FunctionalInterface
public non-sealed interface CustomBackoffStrategy extends CustomComponent {
    /**
     * The wait after an attempt that failed.
     *
     * @param failure what came back
     * @return nothing, or zero, if this strategy has no opinion; then the next one is asked
     */
    Optional<Duration> backoff(Failure failure);

    /**
     * An attempt that failed.
     *
     * @param attempt its number, from 1 on
     * @param status the HTTP status; empty if there was no response
     * @param headers those of the response, by name in lower case
     * @param now when the wait begins
     */
    record Failure(int attempt, OptionalInt status, Map<String, List<String>> headers, Instant now) {
        public Failure {
            headers = Map.copyOf(headers);
        }
    }
}
