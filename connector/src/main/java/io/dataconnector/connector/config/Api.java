package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * An API that the streams are read from over HTTP.
 *
 * @param url absolute, by http or https, without a slash at its end, a query or credentials
 * @param key sent as bearer token; a secret
 * @param maxRetries how often a request is sent again after an attempt that failed; 0 or more
 * @param maxRetryWait the longest wait before that, unless the server asks for more
 * @param stallTimeout how long the server may send nothing, or next to nothing; positive
 */
public record Api(String url, Optional<String> key, int maxRetries, Duration maxRetryWait, Duration stallTimeout) {
    public Api {
        requireNonNull(url, "url is null");
        requireNonNull(key, "key is null");
        requireNonNull(maxRetryWait, "maxRetryWait is null");
        requireNonNull(stallTimeout, "stallTimeout is null");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Api[" + url + "]";
    }
}
