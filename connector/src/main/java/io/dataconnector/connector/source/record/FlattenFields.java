package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * {@code FlattenFields}: brings all values to the top of the record, the last ones first, as the CDK does. A member keeps its name
 * unless that is taken already, or an array has been met before: then the names of those around it are put before it,
 * with dots between them.
 */
final class FlattenFields implements Transformation {
    /** What the CDK takes for the name of the record itself. */
    private static final String RECORD = "_";

    private final boolean flattensLists;

    private FlattenFields(boolean flattensLists) {
        this.flattensLists = flattensLists;
    }

    static Transformation compile(Component component) {
        return new FlattenFields(component.flag("flatten_lists").orElse(true));
    }

    /** A value that is to be flattened, and its name. */
    private record Named(String name, JsonNode value) {}

    @Override
    public void apply(ObjectNode record, ObjectNode streamSlice) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        Deque<Named> stack = new ArrayDeque<>();
        stack.push(new Named(RECORD, record));
        boolean withParent = false;
        while (!stack.isEmpty()) {
            Named next = stack.pop();
            if (next.value().isObject()) {
                for (Map.Entry<String, JsonNode> member : next.value().properties()) {
                    String name = member.getKey();
                    boolean isLong = withParent || flat.has(name);
                    stack.push(new Named(isLong ? next.name() + "." + name : name, member.getValue()));
                }
            } else if (next.value().isArray() && flattensLists) {
                for (int i = 0; i < next.value().size(); i++) {
                    withParent = true;
                    stack.push(new Named(next.name() + "." + i, next.value().get(i)));
                }
            } else {
                flat.set(next.name(), next.value());
            }
        }
        record.removeAll();
        record.setAll(flat);
    }
}
