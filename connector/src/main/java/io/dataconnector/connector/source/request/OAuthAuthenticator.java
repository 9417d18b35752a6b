package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.KeptConfiguration;
import io.dataconnector.connector.source.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends an access token (OAuth 2.0, RFC 6749), which it has renewed when it expires: {@code OAuthAuthenticator}. With a
 * {@code refresh_token_updater}, tokens are kept in the configuration, which is handed on whenever they change, because a
 * refresh token may be valid once only.
 */
final class OAuthAuthenticator implements LoginAuthenticator {
    private static final List<String> DEFAULT_FOLDER = List.of("credentials");
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]xxx");

    private final String place;
    private final Optional<TokenRequest> request;
    private final TokenAnswer answers;
    private final Optional<Updater> updater;
    private final RequestOption header;
    private final Settings settings;
    private Optional<AccessToken> current;

    /** Where the tokens are in the configuration. */
    private record Updater(List<String> accessToken, List<String> refreshToken, List<String> expiry, String name) {}

    private OAuthAuthenticator(Component component, Settings settings) {
        place = component.path();
        this.settings = settings;
        updater = component.untyped("refresh_token_updater").map(OAuthAuthenticator::updater);
        Optional<Interpolated> endpoint = Interpolated.of(component, "token_refresh_endpoint", settings)
                .filter(text -> !text.text().isEmpty());
        TokenRequest compiled = TokenRequest.compile(component, endpoint, updater.map(Updater::name), settings);
        request = endpoint.map(given -> compiled);
        answers = TokenAnswer.compile(component, settings);
        header = RequestOption.header("Authorization", component, settings);
        current = given(component);
        if (endpoint.isEmpty() && current.isEmpty()) {
            component.fault("token_refresh_endpoint", "is required where there is no access_token_value");
        }
    }

    static Authenticator compile(Component component, Settings settings) {
        return new OAuthAuthenticator(component, settings);
    }

    private static Updater updater(Component component) {
        // The members of the errors are the authenticator's own.
        return new Updater(
                path(component, "access_token_config_path", "access_token"),
                path(component, "refresh_token_config_path", "refresh_token"),
                path(component, "token_expiry_date_config_path", "token_expiry_date"),
                component.text("refresh_token_name").orElse("refresh_token"));
    }

    private static List<String> path(Component component, String member, String usual) {
        List<String> path = component.texts(member);
        return path.isEmpty() ? List.of(DEFAULT_FOLDER.get(0), usual) : path;
    }

    /** The access token that the manifest takes out of the configuration; without a date it is renewed at once. */
    private Optional<AccessToken> given(Component component) {
        Optional<Interpolated> value = Interpolated.of(component, "access_token_value", settings);
        Optional<Interpolated> expiry = Interpolated.of(component, "token_expiry_date", settings);
        return value.filter(text -> !text.text().isEmpty())
                .map(Authenticator::text)
                .filter(token -> !token.isEmpty())
                .map(token -> new AccessToken(
                        token,
                        expiry.map(text -> text.string(Map.of()))
                                .filter(text -> !text.isEmpty())
                                .map(this::instant)
                                .orElse(Instant.MIN)));
    }

    @Override
    public void authenticate(RequestParts parts, Login login) {
        String token = valid(login);
        // Each time, so that it is not among the secrets that are forgotten.
        login.hide(token);
        parts.inject(header, JsonNodeFactory.instance.textNode(bearer(token)));
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private String valid(Login login) {
        // What one stream has renewed is valid for all.
        synchronized (lock()) {
            Optional<AccessToken> known = known();
            Instant now = settings.loginClock().instant();
            return known.isPresent()
                            && (request.isEmpty() || !now.isAfter(known.get().expiresAt()))
                    ? known.get().value()
                    : fetch(known, login).value();
        }
    }

    @Override
    public boolean renew(HttpRequest refused, Login login) {
        if (request.isEmpty()) {
            return false;
        }
        synchronized (lock()) {
            Optional<AccessToken> known = known();
            // Another thread may have been quicker.
            if (known.isEmpty() || isIn(refused, known.get())) {
                fetch(known, login);
            }
            return true;
        }
    }

    private static boolean isIn(HttpRequest request, AccessToken token) {
        String value = bearer(token.value());
        return request.headers().stream().anyMatch(sent -> sent.value().equals(value));
    }

    private Object lock() {
        return updater.isPresent() ? settings.kept() : answers;
    }

    private Optional<AccessToken> known() {
        return updater.isEmpty() ? current : updater.flatMap(this::kept);
    }

    private Optional<AccessToken> kept(Updater where) {
        KeptConfiguration kept = settings.kept();
        String expiry = kept.value(where.expiry()).asText();
        return Optional.of(kept.value(where.accessToken()).asText())
                .filter(token -> !token.isEmpty())
                .map(token -> new AccessToken(token, expiry.isEmpty() ? Instant.MIN : instant(expiry)));
    }

    private AccessToken fetch(Optional<AccessToken> old, Login login) {
        TokenRequest known = request.orElseThrow();
        Optional<String> refreshToken =
                updater.map(where -> settings.kept().value(where.refreshToken()).asText());
        refreshToken.ifPresent(login::hide);
        TokenAnswer.Tokens tokens = answers.read(known.send(refreshToken, login), place);
        login.hide(tokens.accessToken());
        tokens.refreshToken(known.refreshTokenName()).ifPresent(login::hide);
        Instant now = settings.loginClock().instant();
        Instant expiresAt = tokens.expiresAt(now)
                .or(() -> old.map(AccessToken::expiresAt).filter(expiry -> expiry.isAfter(now)))
                .orElse(now.plus(DEFAULT_LIFE));
        AccessToken token = new AccessToken(tokens.accessToken(), expiresAt);
        current = Optional.of(token);
        updater.ifPresent(where -> keep(where, token, tokens.refreshToken(known.refreshTokenName()), login));
        return token;
    }

    private void keep(Updater where, AccessToken token, Optional<String> refreshToken, Login login) {
        Map<List<String>, String> values = new LinkedHashMap<>();
        values.put(where.accessToken(), token.value());
        refreshToken.ifPresent(value -> values.put(where.refreshToken(), value));
        values.put(where.expiry(), text(token.expiresAt()));
        login.keep(settings.kept().set(values));
    }

    /** As Python's {@code isoformat} has it: microseconds only where there are any. */
    private static String text(Instant instant) {
        String text = TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
        return text.replace(".000000", "");
    }

    private Instant instant(String text) {
        return TokenAnswer.instant(text)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "Manifest at " + place + ": the date at which the access token expires is no timestamp, such as"
                                + " 2024-06-01T00:00:00Z."));
    }

    /** A token, and when it has to be replaced. */
    private record AccessToken(String value, Instant expiresAt) {
        AccessToken {
            requireNonNull(value, "value is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "AccessToken[" + expiresAt + "]";
        }
    }
}
