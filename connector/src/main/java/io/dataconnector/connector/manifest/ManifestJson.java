package io.dataconnector.connector.manifest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The shipped manifest as JSON, resolved. The build makes it of {@code manifest.yaml}, so that a command that reads the
 * shipped source loads no YAML and resolves nothing.
 */
public final class ManifestJson {
    private static final String RESOURCE = "/manifest.json";

    /** Members that are only there to be referred to. */
    private static final List<String> REFERRED_TO = List.of("definitions", "schemas");

    private ManifestJson() {}

    /** A manifest in YAML, resolved. */
    public static ObjectNode convert(Path manifest) throws InvalidDocumentException {
        return Manifest.resolve(Yaml.read(manifest)).content().remove(REFERRED_TO);
    }

    /** What the build made of the shipped manifest. */
    static ObjectNode shipped() {
        try (InputStream resource = requireNonNull(ManifestJson.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return (ObjectNode) Json.read(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
