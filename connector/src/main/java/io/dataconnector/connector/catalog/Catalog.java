package io.dataconnector.connector.catalog;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Definitions;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.InvalidDocumentException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The streams that the source knows, in the order of their names. */
public final class Catalog {
    private final SortedMap<String, StreamDefinition> streams = new TreeMap<>();

    private Catalog() {}

    /**
     * Loads the streams that ship with the program, and those in a folder that the user named, which are added to
     * them or replace those of the same name.
     *
     * @throws ConnectorException if a definition of the user is invalid, with all that is wrong with it
     */
    public static Catalog load(Optional<Path> folder) {
        return load(true, folder);
    }

    private static Catalog load(boolean withShippedStreams, Optional<Path> folder) {
        Catalog catalog = new Catalog();
        if (withShippedStreams) {
            Definitions.shipped(Catalog.class, "streams").forEach(catalog::add);
        }
        folder.ifPresent(catalog::addAll);
        return catalog;
    }

    /**
     * Loads the streams of a configuration, which may leave out those that ship with the program.
     *
     * @throws ConnectorException also if the configuration names a stream that does not exist
     */
    public static Catalog load(Config config) {
        Catalog catalog = load(config.hasShippedStreams(), config.streamsPath());
        for (String stream : config.startDates().keySet()) {
            if (catalog.stream(stream).isEmpty()) {
                throw new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "Configuration at /start_dates: the source has no stream \"" + stream + "\"; it has "
                                + catalog.names() + ".");
            }
        }
        return catalog;
    }

    private void addAll(Path folder) {
        try {
            DocumentSchema schema = DocumentSchema.ofResource(Catalog.class, "stream_definition.schema.json");
            for (Document document : Definitions.inFolder(folder, schema)) {
                StreamDefinition.check(document);
                add(document);
            }
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Stream definition " + e.getMessage());
        }
    }

    private void add(Document document) {
        StreamDefinition stream = StreamDefinition.of(document.content());
        streams.put(stream.name(), stream);
    }

    public Collection<StreamDefinition> streams() {
        return streams.values();
    }

    public Optional<StreamDefinition> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** The names of all streams, for messages. */
    String names() {
        return streams.keySet().stream().collect(joining(", "));
    }

    /** The content of the CATALOG message (AirbyteCatalog). */
    public ObjectNode toAirbyteCatalog() {
        ObjectNode catalog = JsonNodeFactory.instance.objectNode();
        ArrayNode list = catalog.putArray("streams");
        for (StreamDefinition stream : streams()) {
            ObjectNode node = list.addObject();
            node.put("name", stream.name());
            node.set("json_schema", stream.jsonSchema());
            ArrayNode modes = node.putArray("supported_sync_modes");
            List.of(SyncMode.values()).forEach(mode -> modes.add(mode.wireName()));
            node.put("source_defined_cursor", true);
            node.putArray("default_cursor_field").add(stream.cursorField());
            ArrayNode key = node.putArray("source_defined_primary_key");
            stream.primaryKey().forEach(name -> key.addArray().add(name));
            node.put("is_resumable", true);
        }
        return catalog;
    }
}
