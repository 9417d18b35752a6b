package io.dataconnector.connector.manifest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a manifest as its author would write it: {@code streams[0].retriever.paginator}; the document itself is
 * empty.
 */
final class DocumentPath {
    static final DocumentPath TOP = new DocumentPath(null, "", "");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_$-]+");

    private final @Nullable DocumentPath parent;
    private final String step;
    /** What the step leads to is called, for people; empty if it has no name. */
    private final String label;

    private DocumentPath(@Nullable DocumentPath parent, String step, String label) {
        this.parent = parent;
        this.step = step;
        this.label = label;
    }

    DocumentPath member(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            return new DocumentPath(this, "[\"" + name + "\"]", "");
        }
        return new DocumentPath(this, parent == null ? name : "." + name, "");
    }

    DocumentPath element(int index) {
        return element(index, "");
    }

    /** An element that has a name of its own, such as a stream. */
    DocumentPath element(int index, String name) {
        return new DocumentPath(this, "[" + index + "]", name);
    }

    /** Whether this is another place or one within it. */
    boolean isWithin(DocumentPath other) {
        String own = toString();
        String outer = other.toString();
        return own.equals(outer) || own.startsWith(outer + ".") || own.startsWith(outer + "[");
    }

    /** The path with the names of its elements: {@code streams[0] (users).retriever}. */
    String withNames() {
        StringBuilder text = new StringBuilder();
        for (DocumentPath path = this; path != null; path = path.parent) {
            text.insert(0, path.label.isEmpty() ? path.step : path.step + " (" + path.label + ")");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (DocumentPath path = this; path != null; path = path.parent) {
            text.insert(0, path.step);
        }
        return text.toString();
    }
}
