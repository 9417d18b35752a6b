package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import io.dataconnector.connector.template.ValueType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds credentials to a request. A credential is sent as it is in the configuration, where the CDK would take one such
 * as {@code 12e3} for a number and send {@code 12000.0}.
 */
@FunctionalInterface
interface Authenticator {
    /** Adds the credentials that are known before the request is sent. */
    void authenticate(RequestParts parts);

    /** Adds those that are not; empty if there are none. */
    default Optional<LoginAuthenticator> login() {
        return Optional.empty();
    }

    /** Adds nothing. */
    Authenticator NONE = parts -> {};

    /** The types that are supported. */
    static String[] types() {
        return new String[] {
            "NoAuth",
            "BearerAuthenticator",
            "ApiKeyAuthenticator",
            "BasicHttpAuthenticator",
            "SelectiveAuthenticator",
            "OAuthAuthenticator",
            "SessionTokenAuthenticator",
            "LegacySessionTokenAuthenticator",
            "JwtAuthenticator",
            "CustomAuthenticator"
        };
    }

    /**
     * The authenticator of a manifest.
     *
     * @param base the URL of the requester
     */
    static Authenticator compile(Component component, Optional<Interpolated> base, Settings settings) {
        return switch (component.type()) {
            case "BearerAuthenticator" -> bearer(component, settings);
            case "ApiKeyAuthenticator" -> apiKey(component, settings);
            case "BasicHttpAuthenticator" -> BasicHttpAuthenticator.compile(component, settings);
            case "SelectiveAuthenticator" -> SelectiveAuthenticator.compile(component, base, settings);
            case "OAuthAuthenticator" -> OAuthAuthenticator.compile(component, settings);
            case "SessionTokenAuthenticator" -> SessionTokenAuthenticator.compile(component, settings);
            case "LegacySessionTokenAuthenticator" ->
                LegacySessionTokenAuthenticator.compile(component, base, settings);
            case "JwtAuthenticator" -> JwtAuthenticator.compile(component, settings);
            case "CustomAuthenticator" -> ForeignAuthenticator.compile(component, settings);
            default -> NONE;
        };
    }

    /** A bearer token (RFC 6750). Without a token nothing is sent, so that an API that needs none can be read. */
    private static Authenticator bearer(Component component, Settings settings) {
        component.requiredText("api_token");
        Optional<Interpolated> token = Interpolated.of(component, "api_token", settings);
        RequestOption header = RequestOption.header("Authorization", component, settings);
        return parts -> token.flatMap(Authenticator::given)
                .ifPresent(value -> parts.inject(header, JsonNodeFactory.instance.textNode("Bearer " + value)));
    }

    private static Authenticator apiKey(Component component, Settings settings) {
        Optional<Interpolated> token = Interpolated.of(component, "api_token", settings);
        Optional<RequestOption> injected = component
                .component("inject_into", "RequestOption")
                .flatMap(option -> RequestOption.compile(option, settings));
        Optional<RequestOption> option =
                injected.or(() -> Interpolated.of(component, "header", settings).map(RequestOption::header));
        if (component.value("inject_into").isPresent()
                == component.value("header").isPresent()) {
            component.fault("inject_into", "one of inject_into and header is required, and only one");
        }
        return parts -> option.ifPresent(place -> parts.inject(
                place,
                JsonNodeFactory.instance.textNode(token.map(Authenticator::text).orElse(""))));
    }

    /** A credential that is there. */
    static Optional<String> given(Interpolated credential) {
        JsonNode value = credential.valueOrNull(Map.of(), Set.of(ValueType.STRING));
        return Optional.of(value)
                .filter(present -> !present.isNull())
                .map(JsonValues::toText)
                .filter(text -> !text.isEmpty());
    }

    /** A credential, empty if it is empty; one that the configuration lacks is an error. */
    static String text(Interpolated credential) {
        return given(credential).orElseGet(() -> credential.string(Map.of()));
    }
}
