package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a request may take, and how often it is sent again.
 *
 * @param connectTimeout until a connection is there, TLS included
 * @param stallLimit how long a response may send nothing, or next to nothing; also how long its headers may take
 * @param maxRetries how often a request is sent again after an attempt that failed; 0 or more
 * @param maxRetryTime how long all the waits of one request may take together
 * @param maxRetryWait the longest wait before an attempt, where neither the server nor the policy says how long
 * @param maxHeldBytes how large a body may be that has to be held because a policy must see all of it
 */
public record HttpLimits(
        Duration connectTimeout,
        Duration stallLimit,
        int maxRetries,
        Duration maxRetryTime,
        Duration maxRetryWait,
        int maxHeldBytes) {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration MAX_RETRY_WAIT = Duration.ofSeconds(60);
    private static final int MAX_HELD_BYTES = 16 << 20;

    /** Those of the Python CDK, but for the stall limit, which it does not have. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 5, Duration.ofSeconds(600));

    public HttpLimits {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(stallLimit, "stallLimit");
        requirePositive(maxRetryTime, "maxRetryTime");
        requireNonNull(maxRetryWait, "maxRetryWait is null");
        if (maxHeldBytes < 1) {
            throw new IllegalArgumentException("maxHeldBytes is not positive");
        }
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries is negative");
        }
    }

    /** With waits of up to a minute, and bodies of up to 16 MiB. */
    public HttpLimits(Duration connectTimeout, Duration stallLimit, int maxRetries, Duration maxRetryTime) {
        this(connectTimeout, stallLimit, maxRetries, maxRetryTime, MAX_RETRY_WAIT, MAX_HELD_BYTES);
    }

    /** How long the headers of a response may take, from before the connection on. */
    Duration headerLimit() {
        return connectTimeout.plus(stallLimit);
    }

    /** The wait where a policy has no opinion: what the server asks for, or else longer each time. */
    Backoff defaultBackoff() {
        return Backoffs.retryAfter()
                .or(Backoffs.exponential(
                        FIRST_WAIT,
                        maxRetryWait,
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name + " is null");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is not positive");
        }
    }
}
