package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Retrieval;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.ValuePointer;
import io.dataconnector.connector.template.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The properties that an API says that there are, {@code PropertiesFromEndpoint}: one for each record that a retriever finds. */
final class EndpointProperties implements Supplier<List<String>> {
    private static final String PATH = "property_field_path";

    private final Retrieval retrieval;
    private final Optional<ValuePointer> path;

    private EndpointProperties(Retrieval retrieval, Optional<ValuePointer> path) {
        this.retrieval = requireNonNull(retrieval, "retrieval is null");
        this.path = requireNonNull(path, "path is null");
    }

    /**
     * The properties of an endpoint.
     *
     * @param stream the name of the stream that asks for them; the requests are those of {@code stream.properties}
     * @param retrievals compiles a retriever that belongs to no stream, as a DeclarativeStream
     */
    static EndpointProperties compile(
            Component endpoint, String stream, Settings settings, Function<Component, Retrieval> retrievals) {
        endpoint.requiredValue("retriever");
        endpoint.requiredValue(PATH);
        // In the CDK the partitions of this retriever have no effect.
        Retrieval retrieval = retrievals.apply(endpoint.asStream(stream + ".properties", "partition_router"));
        return new EndpointProperties(retrieval, ValuePointer.compile(endpoint, PATH, settings));
    }

    /**
     * Requests them. As in the CDK, a record without the path has the text of an empty list.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if the requests fail
     */
    @Override
    public List<String> get() {
        List<String> properties = new ArrayList<>();
        retrieval.read(found -> {
            properties.add(JsonValues.toText(
                    path.isPresent()
                            ? path.get().value(found.record()).orElseGet(JsonNodeFactory.instance::arrayNode)
                            : found.record()));
            return true;
        });
        return properties;
    }
}
