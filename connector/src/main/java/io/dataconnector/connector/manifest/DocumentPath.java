package io.dataconnector.connector.manifest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a manifest as its author would write it: {@code streams[0].retriever.paginator}; the document itself is
 * empty.
 */
final class DocumentPath {
    static final DocumentPath TOP = new DocumentPath(null, "");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_$-]+");

    private final @Nullable DocumentPath parent;
    private final String step;

    private DocumentPath(@Nullable DocumentPath parent, String step) {
        this.parent = parent;
        this.step = step;
    }

    DocumentPath member(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            return new DocumentPath(this, "[\"" + name + "\"]");
        }
        return new DocumentPath(this, parent == null ? name : "." + name);
    }

    DocumentPath element(int index) {
        return new DocumentPath(this, "[" + index + "]");
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
