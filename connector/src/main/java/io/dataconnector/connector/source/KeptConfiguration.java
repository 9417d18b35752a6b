package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The configuration with credentials that servers have replaced since it was read, such as a refresh token that is valid
 * once. All streams see the same one. Thread-safe.
 */
public final class KeptConfiguration {
    private volatile ObjectNode content;

    /** @param config as the user wrote it; it is not changed */
    public KeptConfiguration(ObjectNode config) {
        content = requireNonNull(config, "config is null");
    }

    /** The value at a path of names; a missing node if there is none. */
    public JsonNode value(List<String> path) {
        JsonNode value = content;
        for (String name : path) {
            value = value.isObject() ? value.path(name) : MissingNode.getInstance();
        }
        return value;
    }

    /**
     * Sets values at paths of names; what is missing on the way is made.
     *
     * @return the configuration with them; not to be changed
     */
    public synchronized ObjectNode set(Map<List<String>, String> values) {
        ObjectNode changed = content.deepCopy();
        values.forEach((path, value) -> {
            ObjectNode parent = changed;
            for (String name : path.subList(0, path.size() - 1)) {
                parent = parent.path(name) instanceof ObjectNode child
                        ? child
                        : parent.set(name, JsonNodeFactory.instance.objectNode())
                                .withObjectProperty(name);
            }
            parent.put(path.get(path.size() - 1), value);
        });
        content = changed;
        return changed;
    }
}
