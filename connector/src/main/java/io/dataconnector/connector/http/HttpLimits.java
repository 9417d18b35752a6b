package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a request may take, and how often it is sent again.
 *
 * @param connectTimeout until a connection is there, TLS included
 * @param stallLimit how long a response may send nothing, or next to nothing; also how long its headers may take
 * @param maxRetries how often a request is sent again after an attempt that failed; 0 or more
 * @param maxRetryTime how long all the waits of one request may take together
 */
public record HttpLimits(Duration connectTimeout, Duration stallLimit, int maxRetries, Duration maxRetryTime) {
    /** Those of the Python CDK, but for the stall limit, which it does not have. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 5, Duration.ofSeconds(600));

    public HttpLimits {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(stallLimit, "stallLimit");
        requirePositive(maxRetryTime, "maxRetryTime");
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries is negative");
        }
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name + " is null");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is not positive");
        }
    }
}
