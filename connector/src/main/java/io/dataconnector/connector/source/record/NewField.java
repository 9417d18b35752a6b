package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sets a value at a place that need not be there yet, as {@code dpath.new} does in the CDK. */
public final class NewField {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INDEX = Pattern.compile("\\d{1,6}");

    private NewField() {}

    /**
     * Sets a value; what is missing on the way is made: an array where an index follows, else an object.
     *
     * @param path names of members and, where there is an array, indexes of elements; at least one
     * @return why it cannot be set; empty if it has been
     */
    public static Optional<String> set(ObjectNode root, List<String> path, JsonNode value) {
        JsonNode container = root;
        for (int i = 0; i < path.size() - 1; i++) {
            JsonNode next = member(container, path.get(i));
            if (next == null) {
                next = isIndex(path.get(i + 1)) ? NODES.arrayNode() : NODES.objectNode();
                Optional<String> problem = put(container, path.get(i), next);
                if (problem.isPresent()) {
                    return problem;
                }
            } else if (next.isValueNode()) {
                return Optional.of(path.get(i) + " is neither an object nor an array");
            }
            container = next;
        }
        return put(container, path.get(path.size() - 1), value);
    }

    private static @Nullable JsonNode member(JsonNode container, String step) {
        if (container.isObject()) {
            return container.get(step);
        }
        return isIndex(step) ? container.get(Integer.parseInt(step)) : null;
    }

    private static Optional<String> put(JsonNode container, String step, JsonNode value) {
        if (container instanceof ObjectNode object) {
            object.set(step, value);
        } else if (container instanceof ArrayNode array && isIndex(step)) {
            int index = Integer.parseInt(step);
            while (array.size() <= index) {
                array.addNull();
            }
            array.set(index, value);
        } else {
            return Optional.of(step + " is to be in an array, and is no index");
        }
        return Optional.empty();
    }

    private static boolean isIndex(String step) {
        return INDEX.matcher(step).matches();
    }
}
