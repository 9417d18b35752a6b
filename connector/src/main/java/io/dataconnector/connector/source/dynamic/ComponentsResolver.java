package io.dataconnector.connector.source.dynamic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Retrieval;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.dynamic.ComponentMapping.ValueForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes streams of a template: one for each set of values that the configuration, the manifest or an API has. */
public final class ComponentsResolver {
    private static final String CONFIG = "ConfigComponentsResolver";
    private static final String HTTP = "HttpComponentsResolver";
    private static final String PARAMETRIZED = "ParametrizedComponentsResolver";

    private final Values values;
    private final List<ComponentMapping> mappings;
    private final boolean isOfConfiguration;
    private final boolean sendsRequests;

    private ComponentsResolver(
            Values values, List<ComponentMapping> mappings, boolean isOfConfiguration, boolean sendsRequests) {
        this.values = values;
        this.mappings = List.copyOf(mappings);
        this.isOfConfiguration = isOfConfiguration;
        this.sendsRequests = sendsRequests;
    }

    /** Where the values of the streams come from. */
    @FunctionalInterface
    interface Values {
        /** Gives the variables of each stream in turn: {@code components_values}, and what else templates see. */
        void forEach(Consumer<Map<String, JsonNode>> stream);
    }

    /**
     * The resolver of a DynamicDeclarativeStream.
     *
     * @param name what its requests are called, if it sends any
     * @param retrievals compiles a retriever that belongs to no stream, as a DeclarativeStream
     * @return empty if it cannot be compiled, or is not supported
     */
    public static Optional<ComponentsResolver> compile(
            Component dynamicStream, String name, Settings settings, Function<Component, Retrieval> retrievals) {
        return dynamicStream
                .requiredComponent("components_resolver", CONFIG, HTTP, PARAMETRIZED)
                .map(resolver -> compileResolver(resolver, name, settings, retrievals));
    }

    private static ComponentsResolver compileResolver(
            Component resolver, String name, Settings settings, Function<Component, Retrieval> retrievals) {
        return switch (resolver.type()) {
            case CONFIG ->
                new ComponentsResolver(
                        ConfigValues.compile(resolver, settings),
                        ComponentMapping.compile(resolver, ValueForm.YAML_BUT_STRINGS, true, true, settings),
                        true,
                        false);
            case PARAMETRIZED ->
                new ComponentsResolver(
                        parameters(resolver),
                        ComponentMapping.compile(resolver, ValueForm.YAML, false, true, settings),
                        false,
                        false);
            case HTTP ->
                new ComponentsResolver(
                        records(resolver, name, retrievals),
                        ComponentMapping.compile(resolver, ValueForm.PLAIN, false, false, settings),
                        false,
                        true);
            default -> throw new IllegalStateException(resolver.type() + " was not asked for");
        };
    }

    private static Values parameters(Component resolver) {
        List<JsonNode> list = resolver.requiredComponent("stream_parameters", "StreamParametersDefinition")
                .map(parameters -> {
                    parameters.requiredValue("list_of_parameters_for_stream");
                    return parameters.values("list_of_parameters_for_stream");
                })
                .orElse(List.of());
        return stream -> list.forEach(values -> stream.accept(Map.of("components_values", values)));
    }

    private static Values records(Component resolver, String name, Function<Component, Retrieval> retrievals) {
        resolver.requiredValue("retriever");
        Retrieval retrieval = retrievals.apply(resolver.asStream(name));
        return stream -> retrieval.read(found -> {
            stream.accept(Map.of(
                    "components_values",
                    found.record(),
                    "stream_slice",
                    found.slice().toJson()));
            return true;
        });
    }

    /** Whether the configuration decides which streams there are, so that a user can mend a fault in them. */
    public boolean isOfConfiguration() {
        return isOfConfiguration;
    }

    /** Whether requests must be sent to know which streams there are. */
    public boolean sendsRequests() {
        return sendsRequests;
    }

    /**
     * The streams, as they are in place of the template.
     *
     * @param template what is copied for each; it is not changed
     * @throws io.dataconnector.connector.failure.ConnectorException if the values cannot be read, or a template fails
     */
    public List<ObjectNode> streams(ObjectNode template) {
        List<ObjectNode> streams = new ArrayList<>();
        values.forEach(variables -> {
            ObjectNode stream = template.deepCopy();
            Map<String, JsonNode> all = new HashMap<>(variables);
            all.put("stream_template_config", template);
            mappings.forEach(mapping -> mapping.apply(stream, all));
            streams.add(stream);
        });
        return streams;
    }
}
