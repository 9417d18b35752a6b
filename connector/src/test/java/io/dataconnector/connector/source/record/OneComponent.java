package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.StreamSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A manifest that has one component, of any type. */
final class OneComponent {
    static final ObjectNode NO_CONFIG = JsonNodeFactory.instance.objectNode();

    private final ManifestView view;
    private final Component component;

    OneComponent(JsonNode content) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.put("type", "DeclarativeSource");
        source.set("streams", JsonNodeFactory.instance.arrayNode().add(content));
        view = new Manifest("m.yaml", source, source).view();
        component = view.source()
                .components("streams", content.path("type").asText())
                .get(0);
    }

    OneComponent(String content) {
        this(read(content));
    }

    static JsonNode read(String json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Component component() {
        return component;
    }

    /** The schema of its InlineSchemaLoader; none if it has none. */
    StreamSchema schema() {
        return component
                .value("schema_loader")
                .map(loader -> loader.path("schema"))
                .filter(ObjectNode.class::isInstance)
                .map(schema -> StreamSchema.of((ObjectNode) schema))
                .orElse(StreamSchema.NONE);
    }

    void throwIfRefused() throws InvalidDocumentException {
        view.throwIfRefused();
    }

    static Settings settings(ObjectNode config) {
        return new Settings(config, Clock.fixed(Instant.parse("2024-03-05T07:08:09Z"), ZoneOffset.UTC));
    }
}
