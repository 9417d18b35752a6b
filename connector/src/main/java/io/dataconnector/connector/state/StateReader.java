package io.dataconnector.connector.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the state given by {@code --state}, in every form in which a runner may pass it: an empty object or array, a
 * list of STREAM states, a GLOBAL state, a legacy map of stream to state, or a single state; each either bare or
 * wrapped in its STATE message. The last state of a stream wins.
 */
public final class StateReader {
    private final Catalog catalog;
    private final Faults faults = new Faults();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, StreamState> states = new HashMap<>();

    private StateReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads a state file.
     *
     * @throws ConnectorException if it is not a valid state, with everything that is wrong with it
     */
    public static StateReader read(Path file, Catalog catalog) {
        try {
            // PyAirbyte writes a meaningless member twice.
            Document document = Document.readLenient(file);
            StateReader reader = new StateReader(catalog);
            reader.readAny(document.content(), "");
            reader.faults.throwIfAny(document.name());
            return reader;
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "State " + e.getMessage());
        }
    }

    /** No state: everything is read from the beginning. */
    public static StateReader none(Catalog catalog) {
        return new StateReader(catalog);
    }

    /** The state of a stream; {@link StreamState#NONE} if it has none. */
    public StreamState of(String stream) {
        return states.getOrDefault(stream, StreamState.NONE);
    }

    /** What is unusual about the state but harmless. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void readAny(JsonNode node, String pointer) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                readAny(node.get(i), pointer + "/" + i);
            }
        } else if (!node.isObject()) {
            faults.addExpected(pointer, "a state, an object or an array", node);
        } else {
            readObject(node, pointer);
        }
    }

    private void readObject(JsonNode node, String pointer) {
        switch (node.path("type").asText()) {
            case "STATE" -> readAny(node.path("state"), pointer + "/state");
            case "STREAM" -> readStream(node.path("stream"), pointer + "/stream");
            case "GLOBAL" -> readGlobal(node.path("global"), pointer + "/global");
            case "LEGACY" -> readLegacy(node.path("data"), pointer + "/data");
            default -> {
                if (isUntypedLegacy(node)) {
                    readLegacy(node.path("data"), pointer + "/data");
                } else if (node.path("type").isTextual()) {
                    faults.addExpected(pointer + "/type", "STREAM, GLOBAL, LEGACY or STATE", node.path("type"));
                } else {
                    readLegacy(node, pointer);
                }
            }
        }
    }

    /** The protocol treats a state without a type as a legacy one, with the map in its data. */
    private boolean isUntypedLegacy(JsonNode node) {
        return !node.has("type")
                && node.path("data").isObject()
                && catalog.stream("data").isEmpty();
    }

    private void readGlobal(JsonNode global, String pointer) {
        JsonNode list = global.path("stream_states");
        if (!list.isArray()) {
            faults.addExpected(pointer + "/stream_states", "an array of stream states", list);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            readStream(list.get(i), pointer + "/stream_states/" + i);
        }
    }

    private void readStream(JsonNode stream, String pointer) {
        JsonNode name = stream.at("/stream_descriptor/name");
        if (name.isTextual()) {
            readState(name.textValue(), stream.path("stream_state"), pointer + "/stream_state");
        } else {
            faults.addExpected(pointer + "/stream_descriptor/name", "the name of a stream", name);
        }
    }

    private void readLegacy(JsonNode map, String pointer) {
        if (!map.isObject()) {
            faults.addExpected(pointer, "an object of stream states", map);
            return;
        }
        map.properties()
                .forEach(entry -> readState(entry.getKey(), entry.getValue(), Faults.member(pointer, entry.getKey())));
    }

    private void readState(String name, JsonNode state, String pointer) {
        Optional<StreamDefinition> stream = catalog.stream(name);
        if (stream.isEmpty()) {
            warnings.add("State at " + pointer + ": the source has no stream \"" + name + "\"; its state is ignored.");
        } else if (state.isMissingNode() || state.isNull()) {
            states.put(name, StreamState.NONE);
        } else if (!state.isObject()) {
            faults.addExpected(pointer, "the state of stream " + name + ", an object", state);
        } else {
            states.put(name, new StreamStateReader(stream.get(), faults, warnings).read(state, pointer));
        }
    }
}
