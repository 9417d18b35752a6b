package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.RequestOption.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The request by which an OAuthAuthenticator gets an access token (RFC 6749, section 6). */
final class TokenRequest {
    private static final String BY_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final List<String> CREDENTIALS = List.of("credentials");

    private final String place;
    private final Optional<Interpolated> endpoint;
    private final Interpolated grantTypeName;
    private final Interpolated grantType;
    private final Interpolated clientIdName;
    private final Optional<Interpolated> clientId;
    private final Interpolated clientSecretName;
    private final Optional<Interpolated> clientSecret;
    private final Interpolated refreshTokenName;
    private final Optional<Interpolated> refreshToken;
    private final List<String> scopes;
    private final Entries body;
    private final Entries headers;
    private final boolean isQuery;
    private final Optional<JwtAuthenticator> assertion;
    private final ResponsePolicy policy;
    private final Settings settings;

    private TokenRequest(
            Component component,
            Optional<Interpolated> endpoint,
            Optional<String> keptRefreshTokenName,
            Settings settings) {
        place = component.path();
        this.settings = settings;
        this.endpoint = endpoint;
        boolean usesAssertion = component
                .value("use_profile_assertion")
                .filter(value -> value.isTextual() ? !value.textValue().isEmpty() : value.asBoolean())
                .isPresent();
        grantTypeName = named(component, "grant_type_name", "grant_type", settings);
        grantType = usesAssertion
                ? plain(BY_ASSERTION, component, settings)
                : named(component, "grant_type", "refresh_token", settings);
        clientIdName = named(component, "client_id_name", "client_id", settings);
        clientId = Interpolated.of(component, "client_id", settings);
        clientSecretName = named(component, "client_secret_name", "client_secret", settings);
        clientSecret = Interpolated.of(component, "client_secret", settings);
        Interpolated ownName = named(component, "refresh_token_name", "refresh_token", settings);
        refreshTokenName = keptRefreshTokenName
                .map(name -> plain(name, component, settings))
                .orElse(ownName);
        refreshToken = Interpolated.of(component, "refresh_token", settings);
        scopes = component.texts("scopes");
        body = Entries.compile(component, "refresh_request_body", settings, Set.of());
        headers = Entries.compile(component, "refresh_request_headers", settings, Set.of());
        isQuery = component.flag("send_refresh_request_as_query_params").orElse(false);
        Optional<JwtAuthenticator> profile = component
                .component("profile_assertion", "JwtAuthenticator")
                .map(given -> JwtAuthenticator.compile(given, settings));
        assertion = usesAssertion ? profile : Optional.empty();
        policy = TokenErrors.compile(component, ResponsePolicy.byStatus(Backoffs.none()));
        boolean isKept = keptRefreshTokenName.isPresent();
        if (usesAssertion && profile.isEmpty()) {
            component.fault("profile_assertion", "is required by use_profile_assertion");
        }
        if (!usesAssertion && !isKept && (clientId.isEmpty() || clientSecret.isEmpty())) {
            component.fault("client_id", "both client_id and client_secret are required");
        }
        boolean byRefreshToken = grantType.text().equals("refresh_token");
        if (byRefreshToken && !isKept && refreshToken.isEmpty()) {
            component.fault("refresh_token", "is required by the grant_type refresh_token");
        }
    }

    /**
     * The request of an OAuthAuthenticator.
     *
     * @param keptRefreshTokenName the name of a refresh token that is kept in the configuration
     */
    static TokenRequest compile(
            Component component,
            Optional<Interpolated> endpoint,
            Optional<String> keptRefreshTokenName,
            Settings settings) {
        return new TokenRequest(component, endpoint, keptRefreshTokenName, settings);
    }

    private static Interpolated named(Component component, String member, String usual, Settings settings) {
        return Interpolated.of(component, member, settings)
                .filter(text -> !text.text().isEmpty())
                .orElseGet(() -> plain(usual, component, settings));
    }

    private static Interpolated plain(String text, Component component, Settings settings) {
        return Interpolated.of(text, component, "grant_type", settings).orElseThrow();
    }

    /** What the refresh token is called, in the request and in its answer. */
    String refreshTokenName() {
        return refreshTokenName.string(Map.of());
    }

    /**
     * Sends the request.
     *
     * @param keptRefreshToken the refresh token that is kept in the configuration, if one is
     * @return the body of the answer
     */
    byte[] send(Optional<String> keptRefreshToken, Login login) {
        String url = endpoint.orElseThrow().string(Map.of());
        if (url.isEmpty()) {
            throw failure("token_refresh_endpoint is empty with this configuration");
        }
        RequestParts parts = new RequestParts(place);
        parts.addAny(Place.HEADER, headers.evaluate(Map.of()));
        ObjectNode values = assertion.isPresent() ? byAssertion(assertion.get(), login) : standard(keptRefreshToken);
        parts.add(isQuery && assertion.isEmpty() ? Place.REQUEST_PARAMETER : Place.BODY_DATA, values);
        HttpCall call = new HttpCall(parts.toRequest("POST", url), policy);
        return keptRefreshToken.isPresent() ? login.redeem(call) : login.fetch(call);
    }

    private ObjectNode byAssertion(JwtAuthenticator profile, Login login) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(grantTypeName.string(Map.of()), grantType.string(Map.of()))
                .put("assertion", profile.token(login));
    }

    private ObjectNode standard(Optional<String> keptRefreshToken) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.put(grantTypeName.string(Map.of()), grantType.string(Map.of()));
        if (!hasAuthorization()) {
            String id = credential(clientId, "client_id");
            if (id.isEmpty()) {
                throw failure("client_id is empty with this configuration");
            }
            values.put(clientIdName.string(Map.of()), id);
            values.put(clientSecretName.string(Map.of()), credential(clientSecret, "client_secret"));
        }
        keptRefreshToken
                .or(() -> refreshToken.map(Authenticator::text))
                .ifPresent(token -> values.put(refreshTokenName(), token));
        if (!scopes.isEmpty()) {
            ArrayNode list = values.putArray("scopes");
            scopes.forEach(list::add);
        }
        if (body.evaluate(Map.of()) instanceof ObjectNode more) {
            for (Map.Entry<String, JsonNode> member : more.properties()) {
                if (!values.has(member.getKey())) {
                    values.set(member.getKey(), member.getValue());
                }
            }
        }
        return values;
    }

    private boolean hasAuthorization() {
        return headers.evaluate(Map.of()).has("Authorization");
    }

    /** A credential of the manifest, or else the one that is in the usual place of the configuration. */
    private String credential(Optional<Interpolated> given, String name) {
        return given.map(Authenticator::text)
                .orElseGet(() ->
                        settings.kept().value(List.of(CREDENTIALS.get(0), name)).asText());
    }

    private ConnectorException failure(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + what + ".");
    }
}
