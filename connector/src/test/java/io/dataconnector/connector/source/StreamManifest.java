package io.dataconnector.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Yaml;

/** A manifest of one stream, of which a test writes some members. */
public final class StreamManifest {
    private final ManifestView view;
    private final Component stream;
    private final Component retriever;

    private StreamManifest(ManifestView view) {
        this.view = view;
        Component source = view.source();
        source.passOver("definitions");
        stream = source.components("streams", "DeclarativeStream").get(0);
        retriever = stream.requiredComponent("retriever", "SimpleRetriever").orElseThrow();
    }

    /** A manifest in YAML, with at least {@code streams: [{type: DeclarativeStream, retriever: ...}]}. */
    public static StreamManifest of(String yaml) {
        try {
            return new StreamManifest(
                    Manifest.resolve(Yaml.read("m.yaml", yaml.getBytes(UTF_8))).view());
        } catch (InvalidDocumentException e) {
            throw new AssertionError(e);
        }
    }

    /** A stream with a member of its own. */
    public static StreamManifest ofStream(String member, JsonNode value) {
        ObjectNode stream = JsonNodeFactory.instance.objectNode().put("type", "DeclarativeStream");
        stream.putObject("retriever").put("type", "SimpleRetriever");
        stream.set(member, value);
        return of(source(stream));
    }

    /** A stream with a member of its retriever. */
    public static StreamManifest ofRetriever(String member, JsonNode value) {
        ObjectNode stream = JsonNodeFactory.instance.objectNode().put("type", "DeclarativeStream");
        stream.putObject("retriever").put("type", "SimpleRetriever").set(member, value);
        return of(source(stream));
    }

    private static String source(ObjectNode stream) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.putArray("streams").add(stream);
        return source.toString();
    }

    public Component stream() {
        return stream;
    }

    public Component retriever() {
        return retriever;
    }

    /** The faults, each a line, without the name of the manifest; empty if there are none. */
    public String faults() {
        try {
            view.throwIfRefused();
            return "";
        } catch (InvalidDocumentException e) {
            return e.getMessage();
        }
    }
}
