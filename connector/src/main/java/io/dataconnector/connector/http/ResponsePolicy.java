package io.dataconnector.connector.http;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Verdict.Action;

/**
 * What is done about the responses of a stream, and how long to wait before a request is sent again.
 * Implementations are used by several threads at once.
 */
public interface ResponsePolicy {
    Verdict judge(ResponseHead head);

    Backoff backoff();

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

    private static Verdict ofStatus(int status) {
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
