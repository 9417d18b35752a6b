package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.template.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The properties that the requests of a stream ask for, {@code QueryProperties}: all in one request, or in several for each
 * page, whose records are then merged by a key.
 *
 * @param parameter the request parameter that names them, separated by commas
 * @param chunks the properties of each request for a page; at least one
 * @param mergeKeys the members that tell which records are one; empty if records are not merged
 */
public record QueryProperties(String parameter, List<List<String>> chunks, List<String> mergeKeys) {
    /** The name by which templates see the properties of a request. */
    static final String VARIABLE = "query_properties";

    private static final String TYPE = "QueryProperties";
    private static final String PARAMETERS = "request_parameters";
    /** What the CDK takes for the encoded comma after a property. */
    private static final int SEPARATOR = 3;

    public QueryProperties {
        requireNonNull(parameter, "parameter is null");
        chunks = chunks.stream().map(List::copyOf).toList();
        mergeKeys = List.copyOf(mergeKeys);
        if (chunks.isEmpty()) {
            throw new IllegalArgumentException("there are no chunks");
        }
    }

    /** Whether a value of a request parameter is none, but properties. */
    static boolean is(JsonNode value) {
        return value.path("type").asText().equals(TYPE);
    }

    /** The properties that the request parameters of an HttpRequester ask for, if they do. */
    public static Optional<QueryProperties> compile(Component requester) {
        Optional<ObjectNode> written =
                requester.value(PARAMETERS).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
        List<String> names = written.map(parameters -> parameters
                        .propertyStream()
                        .filter(parameter -> is(parameter.getValue()))
                        .map(parameter -> parameter.getKey())
                        .toList())
                .orElse(List.of());
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (names.size() > 1) {
            requester.fault(PARAMETERS, "only one of them can be of type " + TYPE);
        }
        Component parameters = requester.untyped(PARAMETERS).orElseThrow();
        written.orElseThrow().fieldNames().forEachRemaining(parameters::passOver);
        return parameters.component(names.get(0), TYPE).map(properties -> of(names.get(0), properties));
    }

    private static QueryProperties of(String parameter, Component properties) {
        if (properties.value("property_list").filter(JsonNode::isObject).isPresent()) {
            properties.limit("property_list", "properties of an endpoint are not supported; supported: a list of them");
            return new QueryProperties(parameter, List.of(List.of()), List.of());
        }
        List<String> fields = properties.texts("property_list");
        List<String> always = properties.texts("always_include_properties");
        Optional<Component> chunking = properties.component("property_chunking", "PropertyChunking");
        if (chunking.isEmpty()) {
            return new QueryProperties(parameter, List.of(concat(always, fields)), List.of());
        }
        List<String> keys = mergeKeys(chunking.get());
        String type = chunking.get().requiredText("property_limit_type");
        OptionalLong limit = chunking.get().integer("property_limit");
        if (limit.isEmpty() || limit.getAsLong() == 0) {
            return new QueryProperties(parameter, List.of(concat(fields, always)), keys);
        }
        return new QueryProperties(
                parameter, chunks(fields, always, limit.getAsLong(), type.equals("characters")), keys);
    }

    private static List<String> mergeKeys(Component chunking) {
        Optional<Component> strategy = chunking.component("record_merge_strategy", "GroupByKeyMergeStrategy");
        if (strategy.isEmpty()) {
            return List.of("id");
        }
        JsonNode key = strategy.get().requiredValue("key");
        return key.isTextual() ? List.of(key.textValue()) : strategy.get().texts("key");
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** What is always asked for does not count. */
    private static List<List<String>> chunks(
            List<String> fields, List<String> always, long limit, boolean countsCharacters) {
        List<List<String>> chunks = new ArrayList<>();
        List<String> chunk = new ArrayList<>(always);
        long size = 0;
        for (String field : fields) {
            int length = countsCharacters ? field.codePointCount(0, field.length()) + SEPARATOR : 1;
            if (size + length > limit) {
                chunks.add(chunk);
                chunk = new ArrayList<>(always);
                size = 0;
            }
            chunk.add(field);
            size += length;
        }
        chunks.add(chunk);
        return chunks;
    }

    /** What the requests of a chunk see beside their slice. */
    public ObjectNode variables(int chunk) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        ArrayNode names = variables.putArray(VARIABLE);
        chunks.get(chunk).forEach(names::add);
        return variables;
    }

    /** Whether a request for a page has to be followed by others, or its records are merged. */
    public boolean isMerged() {
        return !mergeKeys.isEmpty();
    }

    /** What tells which records are one; empty if this one is not merged with others. */
    public Optional<String> keyOf(ObjectNode record) {
        List<String> values = new ArrayList<>();
        for (String key : mergeKeys) {
            JsonNode value = record.path(key);
            if (value.isMissingNode() || !PythonTruth.isTrue(value)) {
                return Optional.empty();
            }
            values.add(JsonValues.toText(value));
        }
        return Optional.of(String.join(",", values));
    }
}
