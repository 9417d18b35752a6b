package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.http.Credentials;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Login;
import java.util.function.UnaryOperator;

/**
 * The credentials of one request, added to its parts when it is sent.
 *
 * @param parts of the request but for credentials; not changed
 * @param change what becomes of the request when it has them
 */
record SignedParts(
        RequestParts parts,
        String method,
        String url,
        LoginAuthenticator authenticator,
        UnaryOperator<HttpRequest> change)
        implements Credentials {
    SignedParts {
        requireNonNull(parts, "parts is null");
        requireNonNull(method, "method is null");
        requireNonNull(url, "url is null");
        requireNonNull(authenticator, "authenticator is null");
        requireNonNull(change, "change is null");
    }

    @Override
    public HttpRequest sign(Login login) {
        RequestParts signed = parts.copy();
        authenticator.authenticate(signed, login);
        return change.apply(signed.toRequest(method, url));
    }

    @Override
    public boolean renew(HttpRequest refused, Login login) {
        return authenticator.renew(refused, login);
    }
}
