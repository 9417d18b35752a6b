package io.dataconnector.connector.catalog;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams of a source, in the order of its manifest. */
public final class Catalog {
    private final Map<String, StreamDefinition> streams = new LinkedHashMap<>();

    private final boolean areTemporary;
    private final List<String> unmade;

    /** @param streams of which no two have the same name */
    Catalog(Collection<StreamDefinition> streams) {
        this(streams, false, List.of());
    }

    /**
     * A catalog of streams some of which may be made at run time.
     *
     * @param areTemporary whether another run may find other streams, because they are made at run time
     * @param unmade why some of these streams could not be made, each one or more sentences
     */
    Catalog(Collection<StreamDefinition> streams, boolean areTemporary, List<String> unmade) {
        this.areTemporary = areTemporary;
        this.unmade = List.copyOf(unmade);
        streams.forEach(stream -> this.streams.put(stream.name(), stream));
    }

    public Collection<StreamDefinition> streams() {
        return Collections.unmodifiableCollection(streams.values());
    }

    public Optional<StreamDefinition> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** Whether a stream may have been there once, and not now. */
    boolean areTemporary() {
        return areTemporary;
    }

    /**
     * Why a stream is not here that a configured catalog names. If some streams could not be made, it may be one of them:
     * whether it would still be there is not known then.
     */
    public ConnectorException absence(String name) {
        String reason = unmade.isEmpty()
                ? "Stream " + name + " is not there any more. Refresh the catalog, or leave it out."
                : "Stream " + name + " is not there; it may be one that could not be made. " + String.join(" ", unmade)
                        + " Leave it out of the configured catalog.";
        return new ConnectorException(FailureType.CONFIG_ERROR, reason);
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
            // No request is sent for a stream that cannot be read.
            boolean isAsked = stream.schema().isKnown() || stream.limits().isEmpty();
            node.set("json_schema", isAsked ? stream.jsonSchema() : JsonNodeFactory.instance.objectNode());
            ArrayNode modes = node.putArray("supported_sync_modes");
            stream.syncModes().forEach(mode -> modes.add(mode.wireName()));
            stream.cursor().ifPresent(cursor -> {
                node.put("source_defined_cursor", !cursor.isOfCatalog());
                node.putArray("default_cursor_field").add(cursor.cursorField());
            });
            if (!stream.primaryKey().isEmpty()) {
                ArrayNode key = node.putArray("source_defined_primary_key");
                for (List<String> path : stream.primaryKey()) {
                    ArrayNode names = key.addArray();
                    path.forEach(names::add);
                }
            }
            // A read without a cursor resumes, too, but a read that follows begins again.
            node.put("is_resumable", stream.cursor().isPresent());
            node.put("is_file_based", false);
        }
        return catalog;
    }
}
