package io.dataconnector.core.document;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is wrong with a document, each fault with the JSON pointer (RFC 6901) of its location, so that the
 * author sees all of them at once.
 */
public final class Faults {
    private static final int MAX_SHOWN_LENGTH = 200;

    private final List<String> messages = new ArrayList<>();

    /** One fault as it is shown to the author: {@code at /columns/0: expected an object}. */
    public static String at(String pointer, String message) {
        requireNonNull(message, "message is null");
        return "at " + (pointer.isEmpty() ? "the top" : pointer) + ": " + message;
    }

    /** The pointer of a member of the object at a pointer. */
    public static String member(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * A value for a message: as JSON, or what it is if that is long. Nothing of a long value is shown, because whoever takes
     * secrets out of messages would not find half of one.
     */
    public static String show(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : Json.write(value);
        if (text.length() <= MAX_SHOWN_LENGTH) {
            return text;
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "an object with " + value.size() + " members";
            case ARRAY -> "an array of " + value.size() + " elements";
            default -> "a value of " + text.length() + " characters";
        };
    }

    /** Adds a fault at a pointer, which is empty for the document itself. */
    public void add(String pointer, String message) {
        messages.add(at(pointer, message));
    }

    /** Adds a fault saying what was expected at a location and what was found. */
    public void addExpected(String pointer, String expected, JsonNode found) {
        add(pointer, "expected " + expected + ", found " + show(found));
    }

    /** Adds a fault that already includes its location. */
    void addMessage(String message) {
        messages.add(message);
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** In the order in which they were added. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /**
     * Refuses the document if anything is wrong with it.
     *
     * @throws InvalidDocumentException with every fault
     */
    public void throwIfAny(String document) throws InvalidDocumentException {
        if (!messages.isEmpty()) {
            throw new InvalidDocumentException(document, messages);
        }
    }
}
