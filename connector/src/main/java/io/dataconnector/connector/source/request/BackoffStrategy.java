package io.dataconnector.connector.source.request;

import io.dataconnector.connector.http.Backoff;
import java.util.Optional;

/** A backoff strategy of a manifest. */
interface BackoffStrategy {
    /** Whether it looks at the body of a response. */
    boolean readsBody();

    /**
     * How long to wait.
     *
     * @param answer what failed, if its body is known
     */
    Backoff after(Optional<Answer> answer);

    /** A strategy that needs no body. */
    static BackoffStrategy byHead(Backoff backoff) {
        return new BackoffStrategy() {
            @Override
            public boolean readsBody() {
                return false;
            }

            @Override
            public Backoff after(Optional<Answer> answer) {
                return backoff;
            }
        };
    }
}
