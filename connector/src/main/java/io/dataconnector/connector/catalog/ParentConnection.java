package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.Connection;
import java.util.Optional;

/** What a connection says of the parents of a stream, which are not configured, and whose states are in that of the stream. */
final class ParentConnection implements Connection {
    private static final String NO_CURSOR = "__ab_no_cursor_state_message";

    private final Connection ofChild;
    private final String child;

    /** @param child the name of the stream that is read for its own sake, or is a parent itself */
    ParentConnection(Connection ofChild, String child) {
        this.ofChild = requireNonNull(ofChild, "ofChild is null");
        this.child = requireNonNull(child, "child is null");
    }

    @Override
    public Optional<ObjectNode> configured(String stream) {
        return Optional.empty();
    }

    /** As in the CDK: the parent's own state, or else the global cursor of the child, or its only one. */
    @Override
    public ObjectNode state(String stream) {
        ObjectNode state = ofChild.state(child);
        if (state.path("parent_state").path(stream) instanceof ObjectNode own && !own.isEmpty()) {
            return own;
        }
        if (state.path("state") instanceof ObjectNode global) {
            return global;
        }
        boolean isCursor = state.size() == 1
                && !state.has(NO_CURSOR)
                && state.valueStream().allMatch(value -> value.isTextual() || value.isNumber());
        return isCursor ? state : JsonNodeFactory.instance.objectNode();
    }
}
