package io.dataconnector.connector.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the catalog given by {@code --catalog} (ConfiguredAirbyteCatalog), validates it against the streams of the
 * source, and reports everything that is wrong with it at once.
 */
public final class ConfiguredCatalog {
    private final Catalog catalog;
    private final Faults faults = new Faults();
    private final List<String> warnings = new ArrayList<>();
    private final List<ConfiguredStream> streams = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private ConfiguredCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads a configured catalog.
     *
     * @throws ConnectorException if it is invalid, or asks for something that the source does not have
     */
    public static ConfiguredCatalog read(Path file, Catalog catalog) {
        try {
            Document document = Document.read(file);
            ConfiguredCatalog configured = new ConfiguredCatalog(catalog);
            configured.readStreams(document.content());
            configured.faults.throwIfAny(document.name());
            return configured;
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Configured catalog " + e.getMessage());
        }
    }

    /**
     * The configured streams of a file as they are written, by name, before it is known which streams there are; what is wrong
     * with them is passed over.
     *
     * @throws ConnectorException if the file cannot be read
     */
    public static Map<String, ObjectNode> written(Path file) {
        try {
            Map<String, ObjectNode> written = new HashMap<>();
            for (JsonNode configured : Document.read(file).content().path("streams")) {
                if (configured instanceof ObjectNode object) {
                    written.put(object.at("/stream/name").asText(), object);
                }
            }
            return written;
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Configured catalog " + e.getMessage());
        }
    }

    /** The streams to read, in the catalog's order. */
    public List<ConfiguredStream> streams() {
        return List.copyOf(streams);
    }

    /** The names of streams that are not there now; only where they are made at run time, elsewhere they are faults. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** What is unusual about the catalog but harmless. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void readStreams(JsonNode content) {
        JsonNode list = content.path("streams");
        if (!list.isArray() && content.path("type").asText().equals("CATALOG")) {
            faults.add(
                    "/streams",
                    "this is what discover prints, not a configured catalog. Make one of it: an entry for each stream to"
                            + " read, with the members stream, sync_mode and destination_sync_mode");
            return;
        }
        if (!list.isArray()) {
            faults.addExpected("/streams", "an array of configured streams", list);
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            readStream(list.get(i), "/streams/" + i, seen);
        }
    }

    private void readStream(JsonNode configured, String pointer, Set<String> seen) {
        JsonNode name = configured.at("/stream/name");
        if (!name.isTextual()) {
            faults.addExpected(pointer + "/stream/name", "the name of a stream", name);
            return;
        }
        Optional<StreamDefinition> stream = catalog.stream(name.textValue());
        if (stream.isEmpty() && catalog.areTemporary()) {
            missing.add(name.textValue());
            return;
        }
        if (stream.isEmpty()) {
            faults.add(
                    pointer + "/stream/name",
                    "the source has no stream " + Faults.show(name) + "; it has " + catalog.names());
            return;
        }
        if (!seen.add(name.textValue())) {
            faults.add(pointer + "/stream/name", "stream " + name + " is configured twice");
        }
        JsonNode modeName = configured.path("sync_mode");
        Optional<SyncMode> mode = SyncMode.ofWireName(modeName.asText());
        if (mode.isEmpty()) {
            faults.addExpected(pointer + "/sync_mode", "\"full_refresh\" or \"incremental\"", modeName);
            return;
        }
        if (!stream.get().syncModes().contains(mode.get())) {
            // As with the Python CDK. PyAirbyte asks for incremental reads of all streams, whatever they support.
            // Of two streams, the one that is read first often has none.
            if (stream.get().delegation().isEmpty()) {
                warnings.add("Configured catalog at " + pointer + "/sync_mode: stream "
                        + stream.get().name() + " has no cursor, so it is read by full_refresh");
            }
            streams.add(new ConfiguredStream(stream.get(), SyncMode.FULL_REFRESH));
            return;
        }
        checkCursor(configured.path("cursor_field"), pointer, stream.get(), mode.get());
        streams.add(new ConfiguredStream(stream.get(), mode.get()));
    }

    private void checkCursor(JsonNode cursor, String pointer, StreamDefinition stream, SyncMode mode) {
        if (!cursor.isMissingNode() && !cursor.isNull() && !cursor.isArray()) {
            faults.addExpected(pointer + "/cursor_field", "an array of names", cursor);
            return;
        }
        boolean isGiven = mode == SyncMode.INCREMENTAL && !cursor.isEmpty();
        String own = stream.cursorField().orElse("");
        boolean isOwn = cursor.size() == 1 && own.equals(cursor.path(0).textValue());
        if (isGiven && !isOwn) {
            warnings.add("Configured catalog at " + pointer + "/cursor_field: stream " + stream.name()
                    + " is always compared by its own cursor field, " + own + ", not by " + cursor);
        }
    }
}
