package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Json;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Signs a JSON Web Token (RFC 7519) for each request, once it is sent: {@code JwtAuthenticator}. */
final class JwtAuthenticator implements LoginAuthenticator {
    /** In seconds, as the CDK's model has it. */
    private static final long DEFAULT_DURATION = 1200;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final List<String> CLAIMS = List.of("iss", "sub", "aud");

    private final String place;
    private final String algorithm;
    private final Optional<Interpolated> key;
    private final Optional<Interpolated> passphrase;
    private final boolean encodesKey;
    private final long duration;
    private final Optional<Interpolated> prefix;
    private final Map<String, Interpolated> headers;
    private final Entries moreHeaders;
    private final Map<String, Interpolated> claims;
    private final Entries moreClaims;
    private final RequestOption option;
    private final Settings settings;

    private JwtAuthenticator(Component component, Settings settings) {
        place = component.path();
        this.settings = settings;
        component.requiredText("secret_key");
        key = Interpolated.of(component, "secret_key", settings);
        algorithm = component.requiredText("algorithm");
        if (!JwtSignature.ALGORITHMS.contains(algorithm)) {
            component.limit(
                    "algorithm",
                    "the algorithm " + algorithm + " is not supported; supported: "
                            + String.join(
                                    ", ",
                                    JwtSignature.ALGORITHMS.stream().sorted().toList()));
        }
        passphrase = Interpolated.of(component, "passphrase", settings);
        encodesKey = component
                .value("base64_encode_secret_key")
                .filter(value -> value.isTextual()
                        ? Interpolated.of(component, "base64_encode_secret_key", settings)
                                .filter(text -> text.isTrue(Map.of()))
                                .isPresent()
                        : value.asBoolean())
                .isPresent();
        duration =
                component.integer("token_duration").orElse(component.isNull("token_duration") ? 0 : DEFAULT_DURATION);
        prefix = Interpolated.of(component, "header_prefix", settings);
        headers = texts(component.untyped("jwt_headers"), List.of("kid", "typ", "cty"), settings);
        if (component.value("jwt_headers").isEmpty()) {
            headers.put(
                    "typ",
                    Interpolated.of("JWT", component, "jwt_headers", settings).orElseThrow());
        }
        claims = texts(component.untyped("jwt_payload"), CLAIMS, settings);
        moreHeaders = Entries.compile(component, "additional_jwt_headers", settings, Set.of());
        moreClaims = Entries.compile(component, "additional_jwt_payload", settings, Set.of());
        option = component
                .component("request_option", "RequestOption")
                .flatMap(given -> RequestOption.compile(given, settings))
                .orElseGet(() -> RequestOption.header("Authorization", component, settings));
    }

    static JwtAuthenticator compile(Component component, Settings settings) {
        return new JwtAuthenticator(component, settings);
    }

    private static Map<String, Interpolated> texts(Optional<Component> part, List<String> names, Settings settings) {
        Map<String, Interpolated> texts = new TreeMap<>();
        for (String name : names) {
            part.flatMap(given -> Interpolated.of(given, name, settings))
                    .filter(text -> !text.text().isEmpty())
                    .ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }

    @Override
    public void authenticate(RequestParts parts, Login login) {
        parts.inject(option, JsonNodeFactory.instance.textNode(token(login)));
    }

    /** A token that is signed now, with its prefix; it is shown nowhere. */
    String token(Login login) {
        String signed = signed();
        login.hide(signed);
        String before = prefix.map(text -> text.string(Map.of())).orElse("");
        return before.isEmpty() ? signed : before + " " + signed;
    }

    private String signed() {
        String content = encoded(header()) + "." + encoded(payload());
        String secret = key.map(Authenticator::text).orElse("");
        String password = passphrase.map(Authenticator::text).orElse("");
        String used =
                encodesKey && password.isEmpty() ? Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)) : secret;
        try {
            return content + "." + BASE64.encodeToString(JwtSignature.sign(content, algorithm, used, password));
        } catch (GeneralSecurityException e) {
            throw failure("secret_key is no key for the algorithm " + algorithm + ": " + e.getMessage());
        }
    }

    private static String encoded(JsonNode part) {
        return BASE64.encodeToString(Json.write(part).getBytes(UTF_8));
    }

    /** In the order of the names, as PyJWT has it. */
    private ObjectNode header() {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object(moreHeaders, "additional_jwt_headers")
                .properties()
                .forEach(member -> sorted.put(member.getKey(), member.getValue()));
        refuse(sorted.keySet(), List.of("kid", "alg", "typ", "cty"), "additional_jwt_headers");
        sorted.put("typ", JsonNodeFactory.instance.textNode("JWT"));
        headers.forEach((name, text) -> sorted.put(name, text.value(Map.of())));
        sorted.put("alg", JsonNodeFactory.instance.textNode(algorithm));
        return JsonNodeFactory.instance.objectNode().setAll(sorted);
    }

    private ObjectNode payload() {
        ObjectNode payload = object(moreClaims, "additional_jwt_payload").deepCopy();
        Set<String> names =
                Set.copyOf(payload.propertyStream().map(Map.Entry::getKey).toList());
        refuse(names, List.of("iss", "sub", "aud", "iat", "exp", "nbf"), "additional_jwt_payload");
        for (String claim : CLAIMS) {
            Interpolated text = claims.get(claim);
            if (text != null) {
                payload.set(claim, text.value(Map.of()));
            }
        }
        long now = settings.loginClock().instant().getEpochSecond();
        return payload.put("iat", now).put("exp", now + duration).put("nbf", now);
    }

    private ObjectNode object(Entries entries, String member) {
        if (entries.evaluate(Map.of()) instanceof ObjectNode object) {
            return object;
        }
        throw failure(member + " must give an object");
    }

    private void refuse(Set<String> given, List<String> reserved, String member) {
        for (String name : reserved) {
            if (given.contains(name)) {
                throw failure(member + " must not set " + name + ", which has a member of its own");
            }
        }
    }

    private ConnectorException failure(String what) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + what + ".");
    }
}
