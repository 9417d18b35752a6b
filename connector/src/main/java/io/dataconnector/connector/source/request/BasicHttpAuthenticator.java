package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.Base64;
import java.util.Optional;

/** Sends a user and a password (RFC 7617), in UTF-8. */
final class BasicHttpAuthenticator implements Authenticator {
    private final Optional<Interpolated> user;
    private final Optional<Interpolated> password;
    private final RequestOption header;

    private BasicHttpAuthenticator(Optional<Interpolated> user, Optional<Interpolated> password, RequestOption header) {
        this.user = user;
        this.password = password;
        this.header = header;
    }

    static Authenticator compile(Component component, Settings settings) {
        component.requiredText("username");
        return new BasicHttpAuthenticator(
                Interpolated.of(component, "username", settings),
                Interpolated.of(component, "password", settings),
                RequestOption.header("Authorization", component, settings));
    }

    @Override
    public void authenticate(RequestParts parts) {
        String credentials = user.map(Authenticator::text).orElse("") + ":"
                + password.map(Authenticator::text).orElse("");
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        parts.inject(header, JsonNodeFactory.instance.textNode("Basic " + encoded));
    }
}
