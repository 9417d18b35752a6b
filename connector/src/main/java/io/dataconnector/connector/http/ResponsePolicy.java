package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Verdict.Action;
import java.util.OptionalInt;

/**
 * What is done about the responses of a stream, how often and after which wait a request is sent again.
 * Implementations are used by several threads at once.
 */
public interface ResponsePolicy {
    /** What of a body a policy has to see. */
    enum Sight {
        /** Nothing: the body may be passed on while it arrives. */
        NOTHING,
        /** Up to {@value HttpTransport#MAX_JUDGED_BYTES} bytes, which is enough for what servers say of an error. */
        BEGINNING,
        /** All of it: it is held in memory, and must not be larger than {@link HttpLimits#maxHeldBytes}. */
        WHOLE
    }

    /** What has to be seen of the body of a response. */
    default Sight sight(ResponseHead head) {
        return Sight.NOTHING;
    }

    /** Judges a response by its head alone. */
    Verdict judge(ResponseHead head);

    /**
     * Judges a response whose body has to be seen.
     *
     * @param body what {@link #sight} asks for of it, decoded; not to be changed
     */
    default Verdict judge(ResponseHead head, byte[] body) {
        return judge(head);
    }

    /** How long to wait; where it has no opinion, the wait is that of {@link HttpLimits}. */
    Backoff backoff();

    /** How often a request is sent again at most; nothing leaves that to {@link HttpLimits}. */
    default OptionalInt maxRetries() {
        return OptionalInt.empty();
    }

    /**
     * The policy of the CDK's default error handler: what may pass by itself is tried again, credentials that
     * are refused are the user's affair, and everything else is a failure.
     */
    static ResponsePolicy byStatus(Backoff backoff) {
        requireNonNull(backoff, "backoff is null");
        return new ResponsePolicy() {
            @Override
            public Verdict judge(ResponseHead head) {
                return ofStatus(head.status());
            }

            @Override
            public Backoff backoff() {
                return backoff;
            }
        };
    }

    /** What the default policy says of a status. */
    static Verdict ofStatus(int status) {
        if (status >= 200 && status < 300) {
            return Verdict.of(Action.ACCEPT);
        }
        if (status == 429) {
            return Verdict.of(Action.RATE_LIMITED);
        }
        if (status == 408 || status >= 500) {
            return Verdict.of(Action.RETRY);
        }
        return Verdict.failure(status == 401 || status == 403 ? FailureType.CONFIG_ERROR : FailureType.SYSTEM_ERROR);
    }
}
