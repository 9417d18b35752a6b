package io.dataconnector.connector.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What credentials need that an API hands out itself, such as an access token. Used by any number of threads. */
public interface Login {
    /**
     * Sends a request and receives all of its answer.
     *
     * @return the body, decoded
     * @throws io.dataconnector.connector.failure.ConnectorException if there is no usable answer
     */
    byte[] fetch(HttpCall call);

    /**
     * The same for a request that may use up what it is sent with, such as a refresh token that is valid once: nobody breaks
     * it off because the page is not wanted any more that it is sent for, since the answer would be lost.
     */
    byte[] redeem(HttpCall call);

    /** Takes a secret out of every text for people from now on. */
    void hide(String secret);

    /** Hands over the configuration that the next read must have, because a credential in it has been replaced. */
    void keep(ObjectNode configuration);
}
