package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

/**
 * A request, and what is done about its responses.
 *
 * @param policy says that there is nothing at a URL ({@code MISSING}) where the manifest does not say what 404 means
 */
public record HttpCall(HttpRequest request, ResponsePolicy policy) {
    public HttpCall {
        requireNonNull(request, "request is null");
        requireNonNull(policy, "policy is null");
    }
}
