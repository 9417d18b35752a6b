package io.dataconnector.connector.manifest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Yaml;
import java.nio.file.Path;
import java.util.List;

/**
 * A declarative manifest, which describes a source by components (a DeclarativeSource of Airbyte's low-code format),
 * with its references, default types and parameters resolved as the Python CDK does.
 *
 * @param name what the manifest is to its author: the path of its file
 * @param content the resolved document; not to be changed
 * @param written the document as its author wrote it; not to be changed
 */
public record Manifest(String name, ObjectNode content, ObjectNode written) {
    private static final String SOURCE = "DeclarativeSource";

    public Manifest {
        requireNonNull(name, "name is null");
        requireNonNull(content, "content is null");
        requireNonNull(written, "written is null");
    }

    /**
     * Resolves a manifest as its author wrote it. The type of the document may be left out.
     *
     * @throws InvalidDocumentException if it is no manifest, with every reference that cannot be resolved
     */
    public static Manifest resolve(Document document) throws InvalidDocumentException {
        Faults faults = new Faults();
        if (!(document.content() instanceof ObjectNode written)) {
            throw new InvalidDocumentException(
                    document.name(),
                    List.of("expected a manifest, which is an object, found " + Faults.show(document.content())));
        }
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.setAll(written);
        if (!manifest.has(Propagation.TYPE)) {
            manifest.put(Propagation.TYPE, SOURCE);
        }
        try {
            ObjectNode resolved = References.resolve(manifest, faults, new Size());
            ObjectNode content = Propagation.apply(resolved, faults, new Size());
            faults.throwIfAny(document.name());
            return new Manifest(document.name(), content, written);
        } catch (Size.TooLargeException e) {
            throw new InvalidDocumentException(document.name(), List.of(e.fault()));
        }
    }

    /**
     * Reads the file of a manifest, in YAML or JSON.
     *
     * @throws ConnectorException if it cannot be read or is no manifest, with everything that is wrong with it
     */
    public static Manifest read(Path file) {
        try {
            return resolve(Yaml.read(file));
        } catch (InvalidDocumentException e) {
            throw refused(e);
        }
    }

    /**
     * The manifest in a document that someone else has read.
     *
     * @throws ConnectorException if it is no manifest, with everything that is wrong with it
     */
    public static Manifest of(Document document) {
        try {
            return resolve(document);
        } catch (InvalidDocumentException e) {
            throw refused(e);
        }
    }

    static ConnectorException refused(InvalidDocumentException e) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest " + e.getMessage());
    }

    /** The manifest of the source that ships with the program. */
    public static Manifest shipped() {
        ObjectNode content = ManifestJson.shipped();
        return new Manifest("manifest.yaml", content, content);
    }

    /** The view from which the source is built, and which finds what in the manifest is not understood. */
    public ManifestView view() {
        return new ManifestView(this);
    }
}
