package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Faults;
import java.util.function.Predicate;

/**
 * Finds the states of streams in a state of any form in which a runner may pass it: an empty object or array, a list of
 * STREAM states, a GLOBAL state, a legacy map of stream to state, or a single state; each either bare or wrapped in its STATE
 * message.
 */
final class StateForms {
    private final Predicate<String> isStream;
    private final Faults faults;
    private final Visitor visitor;

    /** Takes the state of a stream, and its place. */
    @FunctionalInterface
    interface Visitor {
        /** Takes one; the last one of a stream wins. */
        void visit(String stream, JsonNode state, String pointer);
    }

    /**
     * @param isStream whether there is a stream of a name
     * @param faults takes what is of none of the forms
     */
    StateForms(Predicate<String> isStream, Faults faults, Visitor visitor) {
        this.isStream = requireNonNull(isStream, "isStream is null");
        this.faults = requireNonNull(faults, "faults is null");
        this.visitor = requireNonNull(visitor, "visitor is null");
    }

    /** Visits the states of a document. */
    void read(JsonNode document) {
        readAny(document, "");
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
        return !node.has("type") && node.path("data").isObject() && !isStream.test("data");
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
            visitor.visit(name.textValue(), stream.path("stream_state"), pointer + "/stream_state");
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
                .forEach(entry ->
                        visitor.visit(entry.getKey(), entry.getValue(), Faults.member(pointer, entry.getKey())));
    }
}
