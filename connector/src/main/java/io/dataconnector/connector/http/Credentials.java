package io.dataconnector.connector.http;

/** The credentials of a request that are not known before it is sent. Used by any number of threads. */
public interface Credentials {
    /**
     * The request as it is sent, with credentials that are valid now.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if there are none to be had
     */
    HttpRequest sign(Login login);

    /**
     * Replaces credentials that the server has refused, though they seemed valid, unless another thread has
     * done so since the request was signed.
     *
     * @param refused the request as it was signed
     * @return whether there are new ones; if not, they are of a kind that cannot be replaced
     * @throws io.dataconnector.connector.failure.ConnectorException if there are none to be had
     */
    boolean renew(HttpRequest refused, Login login);
}
