package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.RecordStage;
import io.dataconnector.connector.source.record.Transformation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The properties that the configured catalog has of a stream, {@code JsonSchemaPropertySelector}: the names at the top of its
 * schema, after transformations that bring them into the form that requests have.
 */
final class PropertySelector {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String stream;
    private final Connection connection;
    private final List<Transformation> transformations;

    private PropertySelector(String stream, Connection connection, List<Transformation> transformations) {
        this.stream = requireNonNull(stream, "stream is null");
        this.connection = requireNonNull(connection, "connection is null");
        this.transformations = List.copyOf(transformations);
    }

    static PropertySelector compile(Component selector, String stream, Settings settings) {
        return new PropertySelector(
                stream, settings.connection(), RecordStage.transformations(selector, "transformations", settings));
    }

    /** The names; empty if the stream is not configured, as for a check or for a parent, so that all are wanted. */
    Optional<Set<String>> select() {
        return connection.configured(stream).map(configured -> {
            ObjectNode properties = configured.at("/stream/json_schema/properties") instanceof ObjectNode object
                    ? object.deepCopy()
                    : NODES.objectNode();
            for (Transformation transformation : transformations) {
                transformation.apply(properties, NODES.objectNode());
            }
            Set<String> names = new HashSet<>();
            properties.fieldNames().forEachRemaining(names::add);
            return names;
        });
    }
}
