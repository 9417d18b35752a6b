package io.dataconnector.connector.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the values of a configuration that the specification marks as secrets. */
final class Secrets {
    private static final String MARK = "airbyte_secret";
    private static final List<String> ALTERNATIVES = List.of("oneOf", "anyOf", "allOf");

    /** Shorter texts in a secret are words, which messages must be able to have. */
    private static final int MIN_LENGTH_WITHIN = 8;

    private final List<String> found = new ArrayList<>();

    private Secrets() {}

    /**
     * The secret values, whatever their type, for what is wrong with one is said, too.
     *
     * @param schema the JSON Schema of the configuration
     */
    static List<String> of(JsonNode schema, JsonNode content) {
        Secrets secrets = new Secrets();
        secrets.collect(schema, content);
        return List.copyOf(secrets.found);
    }

    private void collect(JsonNode schema, JsonNode content) {
        if (schema.path(MARK).asBoolean()) {
            addAll(content);
            return;
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            collect(property.getValue(), content.path(property.getKey()));
        }
        for (JsonNode element : content.isArray() ? content : List.<JsonNode>of()) {
            collect(schema.path("items"), element);
        }
        for (String alternatives : ALTERNATIVES) {
            schema.path(alternatives).forEach(alternative -> collect(alternative, content));
        }
    }

    private void addAll(JsonNode value) {
        if (value.isContainerNode()) {
            value.forEach(this::addAll);
        } else if (!value.isNull() && !value.asText().isEmpty()) {
            found.add(value.asText());
            addAllWithin(value.asText());
        }
    }

    /** Adds the texts in a secret that is itself a text of JSON, such as the key file of a service account. */
    private void addAllWithin(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return;
        }
        try {
            addTexts(Json.read(text));
        } catch (JsonProcessingException e) {
            // A secret of another form.
        }
    }

    private void addTexts(JsonNode value) {
        value.forEach(this::addTexts);
        if (value.isTextual() && value.textValue().length() >= MIN_LENGTH_WITHIN) {
            found.add(value.textValue());
        }
    }
}
