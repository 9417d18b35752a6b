package io.dataconnector.connector.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.Yaml;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Sources for tests. */
public final class Sources {
    private Sources() {}

    /** The streams that ship with the program, with an empty configuration. */
    public static Catalog shipped() {
        return shipped(JsonNodeFactory.instance.objectNode());
    }

    public static Catalog shipped(ObjectNode config) {
        return Source.shipped(Manifest.shipped(), new Settings(config, Clock.systemUTC()))
                .catalog();
    }

    /** The source of a manifest in YAML. */
    public static Source of(String manifest) {
        return of(manifest, "{}");
    }

    public static Source of(String manifest, String config) {
        return of(manifest, config, Clock.systemUTC());
    }

    /** The same with what templates and cursors take for now. */
    public static Source of(String manifest, String config, Clock clock) {
        return of(manifest, config, clock, RetrievalReader.NONE);
    }

    /** The same with what the requests answer that tell which streams there are. */
    public static Source of(String manifest, String config, Clock clock, RetrievalReader reader) {
        return of(manifest, config, clock, reader, Connection.NONE);
    }

    /** The same with what is said of the streams of a connection. */
    public static Source of(
            String manifest, String config, Clock clock, RetrievalReader reader, Connection connection) {
        try {
            ObjectNode options = (ObjectNode) Json.read(config);
            return Source.of(
                    Manifest.of(Yaml.read("m.yaml", manifest.getBytes(StandardCharsets.UTF_8))),
                    new Settings(options, clock).withConnection(connection),
                    Source.Purpose.READ,
                    budget -> reader);
        } catch (InvalidDocumentException | JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
