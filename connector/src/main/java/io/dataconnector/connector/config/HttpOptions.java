package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How requests to an API are sent.
 *
 * @param maxRetries how often a request is sent again after an attempt that failed; 0 or more
 * @param maxRetryWait the longest wait before that, unless the server asks for more
 * @param stallTimeout how long the server may send nothing, or next to nothing; positive
 */
public record HttpOptions(int maxRetries, Duration maxRetryWait, Duration stallTimeout) {
    public HttpOptions {
        requireNonNull(maxRetryWait, "maxRetryWait is null");
        requireNonNull(stallTimeout, "stallTimeout is null");
    }
}
