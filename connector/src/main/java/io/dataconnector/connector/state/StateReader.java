package io.dataconnector.connector.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.scan.TimestampReader;
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
            states.put(name, streamState(state, pointer, stream.get()));
        }
    }

    private StreamState streamState(JsonNode state, String pointer, StreamDefinition stream) {
        return new StreamState(
                cursor(state, pointer, stream),
                resume(state.path(StreamState.RESUME), pointer + "/" + StreamState.RESUME, stream),
                state.path(StreamState.FULL_REFRESH_COMPLETE).asBoolean());
    }

    private Optional<StreamState.Resume> resume(JsonNode resume, String pointer, StreamDefinition stream) {
        if (resume.isMissingNode() || resume.isNull()) {
            return Optional.empty();
        }
        JsonNode page = resume.path(StreamState.PAGE);
        JsonNode slice = resume.path(StreamState.SLICE);
        boolean isAtFirstPage = page.isMissingNode() && !slice.isMissingNode();
        if (!isAtFirstPage && (page.isMissingNode() || page.isNull())) {
            faults.addExpected(pointer + "/" + StreamState.PAGE, "a page token", page);
            return Optional.empty();
        }
        return Optional.of(new StreamState.Resume(
                slice(slice, pointer + "/" + StreamState.SLICE),
                isAtFirstPage ? Optional.empty() : Optional.of(page),
                cursor(resume, pointer, stream),
                timestamp(resume, pointer, StreamState.WALK_BEGAN).map(Cursor::instant)));
    }

    private Optional<Slice> slice(JsonNode slice, String pointer) {
        if (slice.isMissingNode()) {
            return Optional.empty();
        }
        if (slice.path(StreamState.PARTITION) instanceof ObjectNode partition
                && slice.path(StreamState.INTERVAL) instanceof ObjectNode interval) {
            return Optional.of(new Slice(partition, interval));
        }
        faults.addExpected(pointer, "an object with a partition and an interval", slice);
        return Optional.empty();
    }

    /** The cursor of a stream, as any of its formats reads it. */
    private Optional<Cursor> cursor(JsonNode holder, String parent, StreamDefinition stream) {
        if (stream.cursor().isEmpty()) {
            return Optional.empty();
        }
        DatetimeCursor cursor = stream.cursor().get();
        JsonNode value = holder.path(cursor.cursorField());
        if (cursor.readsIso() || value.isMissingNode() || value.isNull()) {
            return timestamp(holder, parent, cursor.cursorField());
        }
        Optional<Cursor> read = cursor.parse(value.asText()).map(instant -> new Cursor(value.asText(), instant));
        if (read.isEmpty()) {
            faults.addExpected(
                    Faults.member(parent, cursor.cursorField()), "a value in a format of the manifest", value);
        }
        return read;
    }

    private Optional<Cursor> timestamp(JsonNode holder, String parent, String name) {
        JsonNode value = holder.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String pointer = Faults.member(parent, name);
        String text = value.asText();
        Optional<Cursor> cursor = Cursor.parse(text);
        if (cursor.isPresent()) {
            return cursor;
        }
        Optional<Cursor> inUtc =
                TimestampReader.parseInUtc(text).map(instant -> new Cursor(instant.toString(), instant));
        inUtc.ifPresentOrElse(
                taken -> warnings.add("State at " + pointer + ": " + Faults.show(value)
                        + " has no offset; it is taken as " + taken.text() + "."),
                () -> faults.addExpected(pointer, "a timestamp, such as \"2024-06-02T08:01:18Z\"", value));
        return inUtc;
    }
}
