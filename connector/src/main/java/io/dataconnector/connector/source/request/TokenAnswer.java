package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.scan.TimestampReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answers with access tokens. What they hold is looked for by its name, at the top or in what is nested there, five
 * levels deep.
 *
 * @param isDate whether it is said at which date a token expires, not in how many seconds
 */
record TokenAnswer(Optional<Interpolated> accessToken, Optional<Interpolated> expiresIn, boolean isDate) {
    private static final int MAX_DEPTH = 5;
    /** A century: what is said to be valid for longer never expires. */
    private static final long MAX_SECONDS = 100L * 365 * 24 * 60 * 60;

    private static final Pattern EPOCH = Pattern.compile("\\d{1,10}");

    static TokenAnswer compile(Component component, Settings settings) {
        return new TokenAnswer(
                Interpolated.of(component, "access_token_name", settings),
                Interpolated.of(component, "expires_in_name", settings),
                component
                        .text("token_expiry_date_format")
                        .filter(format -> !format.isEmpty())
                        .isPresent());
    }

    /** What an answer holds. */
    final class Tokens {
        private final JsonNode answer;
        private final String place;

        private Tokens(JsonNode answer, String place) {
            this.answer = answer;
            this.place = place;
        }

        /**
         * The access token.
         *
         * @throws ConnectorException if there is none
         */
        String accessToken() {
            String name = accessTokenName();
            return find(answer, name, 0)
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .filter(token -> !token.isEmpty())
                    .orElseThrow(() -> failure(place, "has no access token, which would be called " + name));
        }

        /** A new refresh token, if the server wants it to be used from now on. */
        Optional<String> refreshToken(String name) {
            return find(answer, name, 0).map(JsonNode::asText).filter(token -> !token.isEmpty());
        }

        /**
         * When the access token expires, if the answer says it.
         *
         * @throws ConnectorException if it is neither a number nor a date, whichever it should be
         */
        Optional<Instant> expiresAt(Instant now) {
            Optional<String> text = find(
                            answer, expiresIn.map(name -> name.string(Map.of())).orElse("expires_in"), 0)
                    .map(JsonNode::asText);
            return text.map(value -> expiry(value, now)
                    .orElseThrow(() -> failure(
                            place, "says that the token expires at " + (isDate ? "no date" : "no number of seconds"))));
        }
    }

    private String accessTokenName() {
        return accessToken.map(name -> name.string(Map.of())).orElse("access_token");
    }

    private Optional<Instant> expiry(String value, Instant now) {
        if (isDate) {
            return instant(value);
        }
        try {
            BigDecimal seconds = new BigDecimal(value.strip());
            return Optional.of(now.plusSeconds(seconds.max(BigDecimal.valueOf(-MAX_SECONDS))
                    .min(BigDecimal.valueOf(MAX_SECONDS))
                    .longValue()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads an answer.
     *
     * @param place of the authenticator, for messages
     * @throws ConnectorException if it is no JSON
     */
    Tokens read(byte[] body, String place) {
        try {
            return new Tokens(Json.readLenient(body), place);
        } catch (JsonProcessingException e) {
            throw failure(place, "is not JSON");
        }
    }

    /** A date as APIs say it: a timestamp, a day, or seconds since 1970. */
    static Optional<Instant> instant(String text) {
        if (EPOCH.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return TimestampReader.parseInUtc(text.replaceFirst(" ", "T"));
        }
    }

    private static Optional<JsonNode> find(JsonNode node, String name, int depth) {
        if (depth > MAX_DEPTH) {
            return Optional.empty();
        }
        if (node instanceof ObjectNode object && object.has(name)) {
            return Optional.of(object.path(name)).filter(value -> !value.isNull());
        }
        for (JsonNode child : node) {
            Optional<JsonNode> found = find(child, name, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static ConnectorException failure(String place, String what) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Manifest at " + place + ": the answer of token_refresh_endpoint " + what + ".");
    }
}
