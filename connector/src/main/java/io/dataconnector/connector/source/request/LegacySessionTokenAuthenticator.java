package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.RequestOption.Place;
import io.dataconnector.core.document.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a session token of the configuration, if the API says that it is valid, or else one for which it logs in with user
 * and password: {@code LegacySessionTokenAuthenticator}. A token is validated once; one that was logged in for is used for a
 * day, as in the CDK.
 */
final class LegacySessionTokenAuthenticator implements LoginAuthenticator {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final int UNAUTHORIZED = 401;

    private final String place;
    private final Optional<Interpolated> base;
    private final Optional<Interpolated> header;
    private final Optional<Interpolated> loginUrl;
    private final Optional<Interpolated> validateUrl;
    private final Optional<Interpolated> responseKey;
    private final Optional<Interpolated> sessionToken;
    private final Optional<Interpolated> username;
    private final Optional<Interpolated> password;
    private final Settings settings;
    private String token = "";
    private Instant expiresAt = Instant.MIN;

    private LegacySessionTokenAuthenticator(Component component, Optional<Interpolated> base, Settings settings) {
        place = component.path();
        this.base = base;
        this.settings = settings;
        header = required(component, "header", settings);
        loginUrl = required(component, "login_url", settings);
        validateUrl = required(component, "validate_session_url", settings);
        responseKey = required(component, "session_token_response_key", settings);
        sessionToken = Interpolated.of(component, "session_token", settings);
        username = Interpolated.of(component, "username", settings);
        password = Interpolated.of(component, "password", settings);
    }

    private static Optional<Interpolated> required(Component component, String member, Settings settings) {
        component.requiredText(member);
        return Interpolated.of(component, member, settings);
    }

    /** @param base the URL that those of the login follow, without anything in between */
    static Authenticator compile(Component component, Optional<Interpolated> base, Settings settings) {
        return new LegacySessionTokenAuthenticator(component, base, settings);
    }

    @Override
    public void authenticate(RequestParts parts, Login login) {
        String name = text(header);
        if (!name.isEmpty()) {
            String session = session(login);
            login.hide(session);
            parts.add(Place.HEADER, JsonNodeFactory.instance.objectNode().put(name, session));
        }
    }

    private synchronized String session(Login login) {
        Instant now = settings.loginClock().instant();
        if (!now.isBefore(expiresAt)) {
            Optional<String> valid = given(sessionToken).filter(known -> isValid(known, login));
            token = valid.orElseGet(() -> fetch(login));
            expiresAt = valid.isPresent() ? Instant.MAX : now.plus(LIFE);
        }
        return token;
    }

    private boolean isValid(String session, Login login) {
        login.hide(session);
        RequestParts parts = new RequestParts(place);
        parts.add(Place.HEADER, JsonNodeFactory.instance.objectNode().put(text(header), session));
        Validation validation = new Validation();
        login.fetch(new HttpCall(parts.toRequest("GET", text(base) + text(validateUrl)), validation));
        return validation.isValid;
    }

    private String fetch(Login login) {
        String user = given(username).orElse("");
        String secret = given(password).orElse("");
        if (user.isEmpty() || secret.isEmpty()) {
            throw failure("the session token is not valid, and there is no username and password to get another one."
                    + " Check the credentials");
        }
        RequestParts parts = new RequestParts(place);
        parts.add(
                Place.BODY_JSON,
                JsonNodeFactory.instance.objectNode().put("username", user).put("password", secret));
        byte[] body = login.fetch(new HttpCall(
                parts.toRequest("POST", text(base) + text(loginUrl)), ResponsePolicy.byStatus(Backoffs.none())));
        String key = text(responseKey);
        JsonNode value = parse(body).path(key);
        if (!value.isValueNode() || value.asText().isEmpty()) {
            throw failure("the answer to the login has no session token, which would be called " + key);
        }
        return value.asText();
    }

    private JsonNode parse(byte[] body) {
        try {
            return Json.readLenient(body) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            throw failure("the answer to the login is not JSON");
        }
    }

    private static Optional<String> given(Optional<Interpolated> credential) {
        return credential.flatMap(Authenticator::given);
    }

    private static String text(Optional<Interpolated> template) {
        return template.map(text -> text.string(Map.of())).orElse("");
    }

    private ConnectorException failure(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + what + ".");
    }

    /** Whether a session is valid, which 401 denies; any other error is a failure. Used by one thread. */
    private static final class Validation implements ResponsePolicy {
        private boolean isValid;

        @Override
        public Verdict judge(ResponseHead head) {
            isValid = head.status() != UNAUTHORIZED;
            return isValid ? ResponsePolicy.ofStatus(head.status()) : Verdict.of(Action.ACCEPT);
        }

        @Override
        public Backoff backoff() {
            return Backoffs.none();
        }
    }
}
