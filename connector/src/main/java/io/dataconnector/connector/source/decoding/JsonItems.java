package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The elements of an array within a large JSON document, {@code JsonItemsDecoder}, as they are written there. The way to the
 * array is names with a dot between them, and {@code item} for the elements of an array on the way (the prefix of <a
 * href="https://github.com/ICRAR/ijson">ijson</a>); if several arrays are there, the elements of all. Nothing is held but an
 * element, and of what is around the array only the structure is looked at.
 */
final class JsonItems extends TextElements {
    private static final String ELEMENT = "item";
    private static final String UNFINISHED = "it ends within its JSON document";

    private final DecodedText text;
    private final String path;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final StringBuilder kept = new StringBuilder();
    private boolean isKept;
    private boolean isBegun;
    private int current;

    /**
     * An object or array that is not at its end.
     *
     * @param hasItems whether it is an array whose elements are wanted
     */
    private record Level(boolean isObject, boolean hasItems, String path) {}

    private JsonItems(DecodedText text, String path) {
        this.text = requireNonNull(text, "text is null");
        this.path = requireNonNull(path, "path is null");
    }

    static Decoder compile(Component component) {
        String path = component.requiredText("items_path");
        if (path.isEmpty() && component.value("items_path").isPresent()) {
            component.fault("items_path", "must name the way to an array, such as data.users");
        }
        Charset encoding = component
                .text("encoding")
                .filter(name -> !name.isEmpty())
                .map(name -> CsvDecoder.charset(component, name))
                .orElse(UTF_8);
        return (body, maxBytes) ->
                new JsonItems(new DecodedText(body, encoding, "an element of a JSON array", maxBytes), path);
    }

    @Override
    Optional<String> next() throws IOException {
        if (!isBegun) {
            isBegun = true;
            current = text.read();
            skipSpace();
            open("");
        }
        while (!levels.isEmpty()) {
            Level level = levels.element();
            skipSpace();
            if (current == ',') {
                take();
                skipSpace();
            }
            if (current == (level.isObject() ? '}' : ']')) {
                levels.remove();
                take();
            } else if (level.hasItems()) {
                return Optional.of(keep(this::takeValue));
            } else {
                open(level.isObject() ? below(level, name()) : below(level, ELEMENT));
            }
        }
        return Optional.empty();
    }

    private static String below(Level level, String name) {
        return level.path().isEmpty() ? name : level.path() + "." + name;
    }

    /** Begins what is on the way to the array, and skips any other value. */
    private void open(String place) throws IOException {
        boolean hasItems = current == '[' && place.equals(path);
        boolean isOnTheWay = place.isEmpty() || path.startsWith(place + ".");
        if (hasItems || (isOnTheWay && (current == '[' || current == '{'))) {
            levels.push(new Level(current == '{', hasItems, place));
            take();
        } else {
            takeValue();
        }
    }

    private String name() throws IOException {
        if (current != '"') {
            throw notJson();
        }
        String name = Json.read(keep(this::takeString)).asText();
        skipSpace();
        if (current != ':') {
            throw notJson();
        }
        take();
        skipSpace();
        return name;
    }

    /** Reads characters of one kind. */
    private interface Reading {
        void run() throws IOException;
    }

    private String keep(Reading reading) throws IOException {
        kept.setLength(0);
        isKept = true;
        reading.run();
        isKept = false;
        return kept.toString();
    }

    private void takeValue() throws IOException {
        int depth = 0;
        do {
            if (current == '"') {
                takeString();
            } else if (current == '{' || current == '[') {
                depth++;
                take();
            } else if (current == '}' || current == ']') {
                depth--;
                take();
            } else if (depth > 0) {
                take();
            } else {
                takeLiteral();
            }
        } while (depth > 0);
    }

    private void takeLiteral() throws IOException {
        do {
            take();
        } while (!isSpace() && current != ',' && current != ']' && current != '}' && current != DecodedText.END);
    }

    private void takeString() throws IOException {
        take();
        while (current != '"') {
            if (current == '\\') {
                take();
            }
            take();
        }
        take();
    }

    private void skipSpace() throws IOException {
        while (isSpace()) {
            take();
        }
    }

    private boolean isSpace() {
        return current == ' ' || current == '\n' || current == '\r' || current == '\t';
    }

    private void take() throws IOException {
        if (current == DecodedText.END) {
            throw new IOException(UNFINISHED);
        }
        if (isKept) {
            kept.append((char) current);
        } else {
            text.begin();
        }
        current = text.read();
    }

    private IOException notJson() {
        return new IOException(
                current == DecodedText.END
                        ? UNFINISHED
                        : "it is not JSON: in an object, a name in quotes and a colon must follow");
    }
}
