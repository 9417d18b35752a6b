package io.dataconnector.connector.extension;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Changes requests before they are sent: the {@code requester} of a {@code SimpleRetriever}. The component has the members of an
 * {@code HttpRequester}, which make the request as they do there; then this class may change it.
 */
@FunctionalInterface
public non-sealed interface CustomRequester extends CustomComponent {
    /**
     * The request that is sent. It must be the same whenever it is made of the same. Where an authenticator gets its
     * credentials only when a request is sent, such as by a login, or is a {@link CustomAuthenticator}, this is called a first
     * time without them, for the request as messages name it, which is not sent.
     *
     * @param request with the page token, the values of the slice, and credentials
     * @param streamSlice the partition and the interval that are being read, by name; not to be changed
     */
    Request adjust(Request request, ObjectNode streamSlice);

    /**
     * A request.
     *
     * @param method {@code GET} or {@code POST}
     * @param url absolute, with its query, percent-encoded
     * @param headers by name, with {@code Content-Type} if there is a body that has one
     * @param body its text, sent in UTF-8
     */
    record Request(String method, String url, Map<String, String> headers, Optional<String> body) {
        public Request {
            requireNonNull(method, "method is null");
            requireNonNull(url, "url is null");
            headers = Map.copyOf(headers);
            requireNonNull(body, "body is null");
        }

        /** The same request to another URL. */
        public Request withUrl(String other) {
            return new Request(method, other, headers, body);
        }
    }
}
