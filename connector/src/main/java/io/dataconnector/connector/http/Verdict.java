package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.FailureType;
import java.util.Optional;

/**
 * What is to be done about a response.
 *
 * @param action what to do
 * @param message for the user, where there is more to say than the status
 * @param failureType of the failure, where it is not the usual one of the action
 * @param backoff how long to wait, where the response says it itself; it goes before that of the policy
 */
public record Verdict(
        Action action, Optional<String> message, Optional<FailureType> failureType, Optional<Backoff> backoff) {
    /** What can be done about a response. */
    public enum Action {
        /** Its body is what was asked for. */
        ACCEPT,
        /** It counts as an answer without records. */
        IGNORE,
        /** The request is sent again after a wait. */
        RETRY,
        /** The request is sent again with new credentials, or after a wait if they cannot be replaced. */
        RENEW_CREDENTIALS,
        /** The request is sent again after a wait, because there were too many. */
        RATE_LIMITED,
        /**
         * There is nothing at this URL, which nobody foresaw. It is a failure as the configuration is wrong, unless a
         * policy around this one knows better, as {@link LaterPagePolicy} does.
         */
        MISSING,
        /** It is no answer, but one with the first page may be. */
        RESET_PAGINATION,
        /** It is no answer, but that to a request for fewer records may be. */
        REDUCE_PAGE_SIZE,
        /** It is no answer, but that to a request for less of the time may be. */
        SPLIT_REQUEST_WINDOW,
        /** The request has failed for good. */
        FAIL
    }

    public Verdict {
        requireNonNull(action, "action is null");
        requireNonNull(message, "message is null");
        requireNonNull(failureType, "failureType is null");
        requireNonNull(backoff, "backoff is null");
    }

    /** A verdict that leaves the wait to the policy. */
    public Verdict(Action action, Optional<String> message, Optional<FailureType> failureType) {
        this(action, message, failureType, Optional.empty());
    }

    /** The same verdict, with a wait of its own. */
    public Verdict withBackoff(Backoff given) {
        return new Verdict(action, message, failureType, Optional.of(given));
    }

    /** A verdict that needs no further words. */
    public static Verdict of(Action action) {
        return new Verdict(action, Optional.empty(), Optional.empty());
    }

    /** A failure for good, of a type. */
    static Verdict failure(FailureType type) {
        return new Verdict(Action.FAIL, Optional.empty(), Optional.of(type));
    }
}
