package io.dataconnector.connector.extension;

import java.util.Map;

/**
 * Gives the credentials of requests: the {@code authenticator} of a requester. It is asked again for each request and each time
 * that one is sent again, so that a token may be replaced; what it gives is hidden in messages.
 */
@FunctionalInterface
public non-sealed interface CustomAuthenticator extends CustomComponent {
    /** Headers by name, none of which the requester sets itself. */
    Map<String, String> headers();

    /** Parameters of the URL by name, not encoded, none of which the requester sets itself. */
    default Map<String, String> requestParameters() {
        return Map.of();
    }
}
