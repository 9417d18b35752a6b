package io.dataconnector.connector.extension;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what is done about a response: the {@code error_handler} of a requester. The members {@code response_filters}, {@code
 * backoff_strategies} and {@code max_retries} of the component mean what they do in a {@code DefaultErrorHandler}.
 */
@FunctionalInterface
public non-sealed interface CustomErrorHandler extends CustomComponent {
    /**
     * What is done about a response.
     *
     * @return nothing if that is not for this handler to say; then the response filters decide, else the status
     */
    Optional<Decision> judge(Response response);

    /**
     * Whether the body of a response is needed. It is held in memory then: of a status of 400 or more its beginning, at most
     * 1 MiB; of others all of it, at most {@code max_record_bytes}.
     *
     * @param status of HTTP
     */
    default boolean readsBody(int status) {
        return status >= 400;
    }

    /**
     * A response.
     *
     * @param status of HTTP
     * @param headers by name in lower case
     * @param body the document, if it is JSON; else a missing node
     * @param text the body as it was sent, in UTF-8; empty if it was not asked for
     */
    record Response(int status, Map<String, List<String>> headers, JsonNode body, String text) {
        public Response {
            headers = Map.copyOf(headers);
            requireNonNull(body, "body is null");
            requireNonNull(text, "text is null");
        }
    }

    /**
     * What is done.
     *
     * @param message for the user; without one, the status is said
     */
    record Decision(Action action, Optional<String> message) {
        public Decision {
            requireNonNull(action, "action is null");
            requireNonNull(message, "message is null");
        }

        /** One that needs no words. */
        public static Decision of(Action action) {
            return new Decision(action, Optional.empty());
        }
    }

    /** The actions of a {@code HttpResponseFilter}. */
    enum Action {
        /** The body is read for records. */
        SUCCESS,
        /** The response counts as one without records. */
        IGNORE,
        /** The request is sent again after a wait. */
        RETRY,
        /** The same, because there were too many. */
        RATE_LIMITED,
        /** The request is sent again with a new token, or after a wait if there is none to be had. */
        REFRESH_TOKEN_THEN_RETRY,
        /** The stream fails. */
        FAIL
    }
}
