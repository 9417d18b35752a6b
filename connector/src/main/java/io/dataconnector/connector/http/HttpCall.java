package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A request, and what is done about its responses.
 *
 * @param request as it is known before it is sent
 * @param policy says that there is nothing at a URL ({@code MISSING}) where the manifest does not say what 404 means
 * @param credentials make the request that is sent, if it needs more than is known before
 * @param timeouts those that only this request has
 */
public record HttpCall(
        HttpRequest request, ResponsePolicy policy, Optional<Credentials> credentials, Timeouts timeouts) {
    public HttpCall {
        requireNonNull(request, "request is null");
        requireNonNull(policy, "policy is null");
        requireNonNull(credentials, "credentials is null");
        requireNonNull(timeouts, "timeouts is null");
    }

    /** A request with the usual timeouts. */
    public HttpCall(HttpRequest request, ResponsePolicy policy, Optional<Credentials> credentials) {
        this(request, policy, credentials, Timeouts.USUAL);
    }

    /** A request that is sent as it is. */
    public HttpCall(HttpRequest request, ResponsePolicy policy) {
        this(request, policy, Optional.empty());
    }
}
