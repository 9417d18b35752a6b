package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a request has of its own of the {@link HttpLimits}.
 *
 * @param connect until a connection is there, TLS included; positive
 * @param read how long a response may send nothing, or next to nothing: the stall limit; positive
 */
public record Timeouts(Optional<Duration> connect, Optional<Duration> read) {
    /** Nothing. */
    public static final Timeouts USUAL = new Timeouts(Optional.empty(), Optional.empty());

    public Timeouts {
        requireNonNull(connect, "connect is null");
        requireNonNull(read, "read is null");
    }

    /** The limits with these timeouts. */
    HttpLimits in(HttpLimits limits) {
        return new HttpLimits(
                connect.orElse(limits.connectTimeout()),
                read.orElse(limits.stallLimit()),
                limits.maxRetries(),
                limits.maxRetryTime(),
                limits.maxRetryWait(),
                limits.maxHeldBytes());
    }
}
