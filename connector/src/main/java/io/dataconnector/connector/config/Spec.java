package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What {@code spec} prints: the connector's options and capabilities (ConnectorSpecification). */
public final class Spec {
    private static final String RESOURCE = "/spec.json";

    private Spec() {}

    public static ObjectNode content() {
        try (InputStream resource = requireNonNull(Spec.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return (ObjectNode) Json.read(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON Schema of the configuration. */
    static ObjectNode configSchema() {
        return (ObjectNode) content().required("connectionSpecification");
    }
}
