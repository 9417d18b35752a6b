package io.dataconnector.connector.source.request;

import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Login;
import java.util.Optional;

/** Adds credentials that the API hands out, so that they are only there once a request is sent. */
interface LoginAuthenticator extends Authenticator {
    /**
     * Adds credentials that are valid now.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if there are none to be had
     */
    void authenticate(RequestParts parts, Login login);

    /**
     * Replaces credentials that were refused.
     *
     * @param refused the request as it was sent with them; they are replaced only if they are still the current ones
     * @return whether there are new ones
     */
    default boolean renew(HttpRequest refused, Login login) {
        return false;
    }

    /** Nothing is known before. */
    @Override
    default void authenticate(RequestParts parts) {}

    @Override
    default Optional<LoginAuthenticator> login() {
        return Optional.of(this);
    }
}
