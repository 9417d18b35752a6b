package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.Lazy;
import io.dataconnector.connector.source.Retrieval;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The properties that the requests of a stream ask for, {@code QueryProperties}: all in one request, or in several for each
 * page, whose records are then merged by a key. The manifest names them, or an API does, which is asked once. A request has
 * them in a parameter, separated by commas, or wherever a template puts {@code stream_slice.extra_fields['query_properties']}.
 */
public final class QueryProperties {
    /** The name by which templates see the properties of a request. */
    static final String VARIABLE = "query_properties";

    private static final String TYPE = "QueryProperties";
    private static final String OF_ENDPOINT = "PropertiesFromEndpoint";
    private static final String PARAMETERS = "request_parameters";
    private static final String MEMBER = "query_properties";
    private static final String OLD_MEMBER = "fetch_properties_from_endpoint";
    private static final String LIST = "property_list";

    private final Supplier<List<List<String>>> chunks;
    private final List<String> mergeKeys;

    private QueryProperties(Supplier<List<List<String>>> chunks, List<String> mergeKeys) {
        this.chunks = new Lazy<>(requireNonNull(chunks, "chunks is null"));
        this.mergeKeys = List.copyOf(mergeKeys);
    }

    /** Whether a value of a request parameter is none, but properties. */
    static boolean is(JsonNode value) {
        return value.path("type").asText().equals(TYPE);
    }

    /**
     * The properties that an HttpRequester asks for, if it does.
     *
     * @param stream the name of the stream whose requests they are
     * @param retrievals compiles a retriever that belongs to no stream, as a DeclarativeStream
     */
    public static Optional<QueryProperties> compile(
            Component requester, String stream, Settings settings, Function<Component, Retrieval> retrievals) {
        Optional<Component> ofParameter = ofParameter(requester);
        if (ofParameter.isPresent()) {
            if (requester.value(OLD_MEMBER).isPresent()) {
                requester.fault(OLD_MEMBER, "cannot be used together with " + TYPE + " of request_parameters");
            }
            return ofParameter.map(properties -> of(properties, stream, settings, retrievals));
        }
        // Its form in older manifests.
        Optional<Component> endpoint = requester.component(OLD_MEMBER, OF_ENDPOINT);
        if (endpoint.isPresent()) {
            Supplier<List<String>> names = EndpointProperties.compile(endpoint.get(), stream, settings, retrievals);
            return Optional.of(new QueryProperties(() -> List.of(names.get()), List.of()));
        }
        return requester.component(MEMBER, TYPE).map(properties -> of(properties, stream, settings, retrievals));
    }

    private static Optional<Component> ofParameter(Component requester) {
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
        return parameters.component(names.get(0), TYPE);
    }

    private static QueryProperties of(
            Component properties, String stream, Settings settings, Function<Component, Retrieval> retrievals) {
        Supplier<List<String>> names = names(properties, stream, settings, retrievals);
        List<String> always = properties.texts("always_include_properties");
        Optional<PropertySelector> selector = properties
                .component("property_selector", "JsonSchemaPropertySelector")
                .map(found -> PropertySelector.compile(found, stream, settings));
        Optional<PropertyChunking> chunking =
                properties.component("property_chunking", "PropertyChunking").map(PropertyChunking::compile);
        return new QueryProperties(
                () -> {
                    Optional<Set<String>> selected = selector.flatMap(PropertySelector::select);
                    return chunking.isPresent()
                            ? chunking.get().chunks(names.get(), always, selected)
                            : List.of(together(always, names.get(), selected));
                },
                chunking.map(PropertyChunking::mergeKeys).orElse(List.of()));
    }

    private static Supplier<List<String>> names(
            Component properties, String stream, Settings settings, Function<Component, Retrieval> retrievals) {
        if (properties.value(LIST).filter(JsonNode::isObject).isPresent()) {
            Optional<Component> endpoint = properties.component(LIST, OF_ENDPOINT);
            return endpoint.isPresent()
                    ? EndpointProperties.compile(endpoint.get(), stream, settings, retrievals)
                    : List::of;
        }
        List<String> names = properties.texts(LIST);
        return () -> names;
    }

    private static List<String> together(List<String> always, List<String> names, Optional<Set<String>> selected) {
        List<String> all = new ArrayList<>(always);
        names.stream()
                .filter(name -> selected.isEmpty() || selected.get().contains(name))
                .forEach(all::add);
        return all;
    }

    /**
     * The properties of each request for a page; at least one request. Where an API tells them, it is asked when this is
     * first called.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if the requests fail
     */
    public List<List<String>> chunks() {
        return chunks.get();
    }

    /** What the requests of a chunk see beside their slice. */
    public ObjectNode variables(int chunk) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        ArrayNode names = variables.putArray(VARIABLE);
        chunks().get(chunk).forEach(names::add);
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
            String text = JsonValues.toText(value);
            // With its length, so that other values are another key, whatever characters they have.
            values.add(text.length() + ":" + text);
        }
        return Optional.of(String.join(",", values));
    }
}
