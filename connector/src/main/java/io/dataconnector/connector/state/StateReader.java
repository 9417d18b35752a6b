package io.dataconnector.connector.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    /** Why the state of a stream cannot be brought into the form of today, which concerns no other stream. */
    private final Map<String, ConnectorException> failures = new HashMap<>();

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
            new StateForms(name -> catalog.stream(name).isPresent(), reader.faults, reader::readState)
                    .read(document.content());
            reader.faults.throwIfAny(document.name());
            return reader;
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "State " + e.getMessage());
        }
    }

    /**
     * The states of a file as they are written, by stream, before it is known which streams there are; what is wrong with them
     * is passed over.
     *
     * @throws ConnectorException if the file cannot be read
     */
    public static Map<String, ObjectNode> written(Path file) {
        Map<String, ObjectNode> written = new HashMap<>();
        StateForms.Visitor visitor = (stream, state, pointer) -> {
            if (state instanceof ObjectNode object) {
                written.put(stream, object);
            } else {
                written.remove(stream);
            }
        };
        try {
            new StateForms(name -> false, new Faults(), visitor)
                    .read(Document.readLenient(file).content());
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "State " + e.getMessage());
        }
        return written;
    }

    /** No state: everything is read from the beginning. */
    public static StateReader none(Catalog catalog) {
        return new StateReader(catalog);
    }

    /**
     * The state of a stream; {@link StreamState#NONE} if it has none.
     *
     * @throws ConnectorException if a migration of the stream has failed
     */
    public StreamState of(String stream) {
        ConnectorException failure = failures.get(stream);
        if (failure != null) {
            throw failure;
        }
        return states.getOrDefault(stream, StreamState.NONE);
    }

    /** What is unusual about the state but harmless. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void readState(String name, JsonNode state, String pointer) {
        failures.remove(name);
        Optional<StreamDefinition> stream = catalog.stream(name);
        if (stream.isEmpty()) {
            warnings.add("State at " + pointer + ": the source has no stream \"" + name + "\"; its state is ignored.");
        } else if (state.isMissingNode() || state.isNull() || stream.get().startsAnew()) {
            states.put(name, StreamState.NONE);
        } else if (!state.isObject()) {
            faults.addExpected(pointer, "the state of stream " + name + ", an object", state);
        } else {
            try {
                states.put(name, new StreamStateReader(stream.get(), faults, warnings).read(state, pointer));
            } catch (ConnectorException e) {
                failures.put(name, e);
            }
        }
    }
}
