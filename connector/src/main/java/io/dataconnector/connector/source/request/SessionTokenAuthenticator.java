package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.template.CalendarDuration;
import io.dataconnector.core.document.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logs in by a request of its own and sends the token that is in the answer: {@code SessionTokenAuthenticator}. Without an
 * {@code expiration_duration} it logs in for each request.
 */
final class SessionTokenAuthenticator implements LoginAuthenticator {
    private final String place;
    private final Optional<Requester> requester;
    private final List<String> path;
    private final Optional<CalendarDuration> life;
    private final Optional<RequestOption> option;
    private final Optional<Interpolated> text;
    private final boolean isBearer;
    private final Settings settings;
    private String token = "";
    private Instant expiresAt = Instant.MIN;

    private SessionTokenAuthenticator(Component component, Settings settings) {
        place = component.path();
        this.settings = settings;
        requester = component
                .requiredComponent("login_requester", "HttpRequester")
                .map(given -> Requester.compile(given, settings));
        component.component("decoder", "JsonDecoder");
        component.requiredValue("session_token_path");
        path = component.texts("session_token_path");
        life = component
                .text("expiration_duration")
                .filter(duration -> !duration.isEmpty())
                .flatMap(duration -> duration(duration, component));
        Optional<Component> use = component.requiredComponent("request_authentication", "Bearer", "ApiKey");
        isBearer = use.filter(given -> given.type().equals("Bearer")).isPresent();
        option = isBearer
                ? Optional.of(RequestOption.header("Authorization", component, settings))
                : use.flatMap(given -> given.requiredComponent("inject_into", "RequestOption"))
                        .flatMap(given -> RequestOption.compile(given, settings));
        text = isBearer ? Optional.empty() : use.flatMap(given -> Interpolated.of(given, "api_token", settings));
    }

    static Authenticator compile(Component component, Settings settings) {
        return new SessionTokenAuthenticator(component, settings);
    }

    private static Optional<CalendarDuration> duration(String text, Component component) {
        Optional<CalendarDuration> duration = CalendarDuration.parse(text);
        if (duration.isEmpty()) {
            component.fault("expiration_duration", "must be an ISO 8601 duration, such as PT1H");
        }
        return duration;
    }

    @Override
    public void authenticate(RequestParts parts, Login login) {
        String session = session(login);
        login.hide(session);
        String value = isBearer
                ? "Bearer " + session
                : text.map(template ->
                                template.string(Map.of("session_token", JsonNodeFactory.instance.textNode(session))))
                        .orElse(session);
        parts.inject(option.orElseThrow(), JsonNodeFactory.instance.textNode(value));
    }

    private synchronized String session(Login login) {
        Instant now = settings.loginClock().instant();
        if (life.isEmpty() || expiresAt.isBefore(now)) {
            token = fetch(login);
            expiresAt = life.map(duration -> duration.plus(now)).orElse(Instant.MIN);
        }
        return token;
    }

    private String fetch(Login login) {
        JsonNode value = parse(
                login.fetch(requester.orElseThrow().call(Slice.WHOLE, Optional.empty(), List.of(), Optional.empty())));
        for (String name : path) {
            value = value.isArray() && name.matches("\\d{1,9}") ? value.path(Integer.parseInt(name)) : value.path(name);
        }
        if (!value.isValueNode() || value.asText().isEmpty()) {
            throw failure("the answer of login_requester has no session token at " + String.join(".", path));
        }
        return value.asText();
    }

    private JsonNode parse(byte[] body) {
        try {
            return Json.readLenient(body);
        } catch (JsonProcessingException e) {
            throw failure("the answer of login_requester is not JSON");
        }
    }

    private ConnectorException failure(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + what + ".");
    }
}
