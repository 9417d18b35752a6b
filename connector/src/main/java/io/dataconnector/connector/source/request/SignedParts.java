package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.http.Credentials;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Login;

/**
 * The credentials of one request, added to its parts when it is sent.
 *
 * @param parts of the request but for credentials; not changed
 */
record SignedParts(RequestParts parts, String method, String url, LoginAuthenticator authenticator)
        implements Credentials {
    SignedParts {
        requireNonNull(parts, "parts is null");
        requireNonNull(method, "method is null");
        requireNonNull(url, "url is null");
        requireNonNull(authenticator, "authenticator is null");
    }

    @Override
    public HttpRequest sign(Login login) {
        RequestParts signed = parts.copy();
        authenticator.authenticate(signed, login);
        return signed.toRequest(method, url);
    }

    @Override
    public boolean renew(HttpRequest refused, Login login) {
        return authenticator.renew(refused, login);
    }
}
