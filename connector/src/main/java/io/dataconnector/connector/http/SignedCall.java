package io.dataconnector.connector.http;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;

/** A request with its credentials, which are replaced once at most. Used by one thread at a time. */
final class SignedCall {
    private final HttpCall call;
    private final Login login;
    private HttpRequest sent;
    private boolean isRenewed;

    SignedCall(HttpCall call, Login login) {
        this.call = call;
        this.login = login;
        sent = call.request();
    }

    /** The request for people, without credentials that are not known before. */
    String name() {
        return call.request().toString();
    }

    /** The request as it is sent now. */
    HttpRequest request() {
        if (call.credentials().isPresent()) {
            sent = call.credentials().get().sign(login);
        }
        return sent;
    }

    /**
     * Replaces credentials that were refused.
     *
     * @param name the request for people, without secrets
     * @param what is wrong with the response
     * @return whether there are new ones
     * @throws ConnectorException if the new ones have been refused, too
     */
    boolean renew(String name, String what) {
        if (isRenewed) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    name + ": " + what + ", also after the access token was renewed. Check the credentials.");
        }
        isRenewed = call.credentials()
                .filter(credentials -> credentials.renew(sent, login))
                .isPresent();
        return isRenewed;
    }
}
