package io.dataconnector.connector.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A configuration that a specification allows, as far as that is easily told: defaults, examples, the first of several
 * choices, or any value of the type. It shows what a manifest needs without the secrets of a user.
 */
public final class SampleConfig {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> CHOICES = List.of("oneOf", "anyOf");
    private static final String DAY = "2024-01-01";
    private static final String INSTANT = DAY + "T00:00:00Z";

    private SampleConfig() {}

    /** The sample of a JSON Schema. */
    public static ObjectNode of(JsonNode schema) {
        return value(schema, "") instanceof ObjectNode object ? object : NODES.objectNode();
    }

    private static JsonNode value(JsonNode schema, String name) {
        for (String given : List.of("const", "default")) {
            if (schema.has(given)) {
                return schema.get(given);
            }
        }
        for (String list : List.of("enum", "examples")) {
            if (schema.path(list).path(0).isValueNode()) {
                return schema.path(list).path(0);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> NODES.arrayNode().add(value(schema.path("items"), name));
            case "boolean" -> NODES.booleanNode(false);
            case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(1));
            default -> TextNode.valueOf(text(schema, name));
        };
    }

    private static String text(JsonNode schema, String name) {
        String format = schema.path("format").asText();
        if (format.equals("date") || (!matches(schema, INSTANT) && matches(schema, DAY))) {
            return DAY;
        }
        return format.equals("date-time") || name.toLowerCase(Locale.ROOT).contains("date") ? INSTANT : "sample";
    }

    /** Whether a text is what the schema's pattern allows; true without one, or with one that cannot be read. */
    private static boolean matches(JsonNode schema, String text) {
        try {
            return !schema.has("pattern")
                    || Pattern.compile(schema.path("pattern").asText())
                            .matcher(text)
                            .find();
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        boolean isObject = schema.has("properties") || CHOICES.stream().anyMatch(schema::has);
        return type.asText(isObject ? "object" : "string");
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), value(property.getValue(), property.getKey()));
        }
        for (String choices : CHOICES) {
            if (value(schema.path(choices).path(0), "") instanceof ObjectNode first) {
                object.setAll(first);
            }
        }
        return object;
    }
}
