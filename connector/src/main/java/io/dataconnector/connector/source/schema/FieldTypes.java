package io.dataconnector.connector.source.schema;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The types that an API names, as JSON Schemas: those that have the names of Airbyte's types, and those that a {@code
 * types_mapping} translates into them.
 */
final class FieldTypes {
    /** The type of a field of which nothing is said. */
    static final JsonNode DEFAULT = TextNode.valueOf("string");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DATE_TIME = "date-time";

    /** By the name of the type: the type of JSON, the format and the airbyte_type, as far as there are any. */
    private static final Map<String, List<String>> AIRBYTE_TYPES = Map.ofEntries(
            entry("string", List.of("string")),
            entry("boolean", List.of("boolean")),
            entry("date", List.of("string", "date")),
            entry("timestamp_without_timezone", List.of("string", DATE_TIME, "timestamp_without_timezone")),
            entry("timestamp_with_timezone", List.of("string", DATE_TIME)),
            entry("time_without_timezone", List.of("string", "time", "time_without_timezone")),
            entry("time_with_timezone", List.of("string", "time", "time_with_timezone")),
            entry("integer", List.of("integer")),
            entry("number", List.of("number")),
            entry("array", List.of("array")),
            entry("object", List.of("object")));

    private final List<Translation> translations;

    private FieldTypes(List<Translation> translations) {
        this.translations = List.copyOf(translations);
    }

    /**
     * A {@code TypesMap}.
     *
     * @param current the name of a type, or an array of them
     * @param target the name of an Airbyte type, an array of two, or a ComplexFieldType
     * @param condition whether it holds for a field; always if it is empty
     */
    private record Translation(JsonNode current, JsonNode target, Optional<Interpolated> condition) {}

    static FieldTypes compile(Component identifier, Settings settings) {
        List<Translation> translations = new ArrayList<>();
        for (Component map : identifier.untypedComponents("types_mapping")) {
            JsonNode target = map.requiredValue("target_type");
            JsonNode current = map.requiredValue("current_type");
            for (JsonNode complex = target; complex.isObject(); complex = complex.path("items")) {
                if (!complex.path("field_type").isTextual()) {
                    map.fault("target_type", "must have a field_type, a string");
                } else if (complex.hasNonNull("items")
                        && !complex.path("field_type").textValue().equals("array")) {
                    map.fault("target_type", "may have items only if its field_type is array");
                }
            }
            translations.add(new Translation(current, target, Interpolated.of(map, "condition", settings)));
        }
        return new FieldTypes(translations);
    }

    /**
     * The schema of a field.
     *
     * @param type what the API says of its type
     * @param field what the API says of the field, for the conditions
     * @param failure makes the failure of what is wrong
     */
    ObjectNode schema(JsonNode type, JsonNode field, Function<String, ConnectorException> failure) {
        JsonNode translated = type;
        for (Translation translation : translations) {
            if (translation.current().equals(type)
                    && (translation.condition().isEmpty()
                            || translation.condition().get().isTrue(Map.of("raw_schema", field)))) {
                translated = translation.target();
                break;
            }
        }
        boolean areTwo = translated.isArray()
                && translated.size() == 2
                && translated.valueStream().allMatch(JsonNode::isTextual);
        if (areTwo) {
            ObjectNode either = NODES.objectNode();
            either.putArray("oneOf")
                    .add(ofAirbyte(translated.get(0), failure))
                    .add(ofAirbyte(translated.get(1), failure));
            return either;
        }
        return ofTarget(translated, failure);
    }

    private static ObjectNode ofTarget(JsonNode type, Function<String, ConnectorException> failure) {
        if (!type.isObject()) {
            return ofAirbyte(type, failure);
        }
        ObjectNode schema = ofAirbyte(type.path("field_type"), failure);
        if (type.hasNonNull("items")) {
            schema.set("items", ofTarget(type.path("items"), failure));
        }
        return schema;
    }

    private static ObjectNode ofAirbyte(JsonNode name, Function<String, ConnectorException> failure) {
        List<String> type = AIRBYTE_TYPES.get(name.asText());
        if (!name.isTextual() || type == null) {
            throw failure.apply("its type, " + Faults.show(name)
                    + ", is none of Airbyte's, nor is there one for it in types_mapping");
        }
        ObjectNode schema = NODES.objectNode();
        schema.putArray("type").add("null").add(type.get(0));
        if (type.size() > 1) {
            schema.put("format", type.get(1));
        }
        if (type.size() > 2) {
            schema.put("airbyte_type", type.get(2));
        }
        return schema;
    }
}
