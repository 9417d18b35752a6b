package io.dataconnector.connector.source.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.scan.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where in a value its JSON Schema declares timestamps: the value itself, members of an object, elements of an array, at any
 * depth. A timestamp is a string of {@code format: date-time}, unless its {@code airbyte_type} is
 * {@code timestamp_without_timezone}. What one of {@code anyOf}, {@code oneOf} and {@code allOf} declares counts. Immutable.
 */
public final class DeclaredTimestamps {
    private static final List<String> COMBINATIONS = List.of("anyOf", "oneOf", "allOf");
    private static final String PROPERTIES = "properties";

    private final boolean isTimestamp;
    /** The names of members, and what is in each; empty for one without timestamps. */
    private final List<byte[]> names;

    private final List<Optional<DeclaredTimestamps>> members;
    private final Optional<DeclaredTimestamps> elements;
    /** What is in any other member. */
    private final Optional<DeclaredTimestamps> others;

    /** @param schemas the schemas of one value, all of which count */
    private DeclaredTimestamps(List<JsonNode> schemas) {
        isTimestamp = schemas.stream().anyMatch(DeclaredTimestamps::isTimestamp);
        elements = within(schemas, schema -> schema.path("items"));
        others = within(schemas, schema -> schema.path("additionalProperties"));
        Map<String, Optional<DeclaredTimestamps>> named = new LinkedHashMap<>();
        for (JsonNode schema : schemas) {
            for (Map.Entry<String, JsonNode> property : schema.path(PROPERTIES).properties()) {
                named.computeIfAbsent(
                        property.getKey(),
                        name -> within(schemas, other -> other.path(PROPERTIES).path(name)));
            }
        }
        if (others.isEmpty()) {
            named.values().removeIf(Optional::isEmpty);
        }
        names = named.keySet().stream().map(name -> name.getBytes(UTF_8)).toList();
        members = List.copyOf(named.values());
    }

    /** The timestamps that a schema declares; empty if there are none. */
    public static Optional<DeclaredTimestamps> of(JsonNode schema) {
        return within(List.of(schema), Function.identity());
    }

    /** Those that the schemas of one value declare within a part of it. */
    private static Optional<DeclaredTimestamps> within(List<JsonNode> schemas, Function<JsonNode, JsonNode> part) {
        List<JsonNode> parts = withAlternatives(schemas.stream().map(part).toList());
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeclaredTimestamps(parts)).filter(DeclaredTimestamps::areAny);
    }

    private boolean areAny() {
        return isTimestamp || !members.isEmpty() || elements.isPresent() || others.isPresent();
    }

    /** Those that are objects, and what they combine. */
    private static List<JsonNode> withAlternatives(List<JsonNode> schemas) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode schema : schemas) {
            if (schema.isObject()) {
                all.add(schema);
                for (String combined : COMBINATIONS) {
                    all.addAll(
                            withAlternatives(schema.path(combined).valueStream().toList()));
                }
            }
        }
        return all;
    }

    private static boolean isTimestamp(JsonNode schema) {
        return schema.path("format").asText().equals("date-time")
                && !schema.path("airbyte_type").asText().equals("timestamp_without_timezone");
    }

    /** Whether the value itself is one, if it is a string. */
    boolean isTimestamp() {
        return isTimestamp;
    }

    /** Those in every element, if the value is an array. */
    Optional<DeclaredTimestamps> elements() {
        return elements;
    }

    /** Those in the member whose name, as JSON without quotes, is {@code [from, to)}, if the value is an object. */
    Optional<DeclaredTimestamps> member(byte[] json, int from, int to) {
        int index = indexOf(json, from, to);
        if (index < 0 && JsonText.isEscaped(json, from, to)) {
            byte[] name = JsonText.unescape(json, from, to).getBytes(UTF_8);
            index = indexOf(name, 0, name.length);
        }
        return index < 0 ? others : members.get(index);
    }

    private int indexOf(byte[] name, int from, int to) {
        for (int i = 0; i < names.size(); i++) {
            byte[] known = names.get(i);
            if (Arrays.equals(known, 0, known.length, name, from, to)) {
                return i;
            }
        }
        return -1;
    }
}
