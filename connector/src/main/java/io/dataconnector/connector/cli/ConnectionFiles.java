package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.ConfiguredCatalog;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.source.Lazy;
import io.dataconnector.connector.state.StateReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The connection that the files of a read describe. They are looked into only for a manifest that asks for it. */
final class ConnectionFiles implements Connection {
    private final Lazy<Map<String, ObjectNode>> configured;
    private final Lazy<Map<String, ObjectNode>> states;

    /**
     * @param catalog the configured catalog
     * @param state the state, if there is one
     */
    ConnectionFiles(Path catalog, Optional<Path> state) {
        requireNonNull(catalog, "catalog is null");
        configured = new Lazy<>(() -> ConfiguredCatalog.written(catalog));
        states = new Lazy<>(() -> state.map(StateReader::written).orElse(Map.of()));
    }

    @Override
    public Optional<ObjectNode> configured(String stream) {
        return Optional.ofNullable(configured.get().get(stream));
    }

    @Override
    public ObjectNode state(String stream) {
        ObjectNode state = states.get().get(stream);
        return state == null ? JsonNodeFactory.instance.objectNode() : state;
    }
}
