package io.dataconnector.connector.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long to wait before a request is sent again. Implementations are used by several threads at once. */
@FunctionalInterface
public interface Backoff {
    /**
     * The wait after a failed attempt.
     *
     * @param attempt the number of the attempt that failed, from 1 on
     * @param head of its response, if there was one
     * @param now the moment at which the wait begins
     * @return nothing if this strategy has no opinion, for example because a header is missing
     */
    Optional<Duration> delay(int attempt, Optional<ResponseHead> head, Instant now);

    /** What this strategy says, or else what another one says. */
    default Backoff or(Backoff other) {
        return (attempt, head, now) -> delay(attempt, head, now).or(() -> other.delay(attempt, head, now));
    }
}
