package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.slicing.ParentConfig;
import io.dataconnector.connector.source.slicing.ParentReader;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.PartitionedState;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.connector.state.StreamStateReader;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the parents of one stream by their own requests, filters and transformations. A parent whose state is kept with that
 * of the stream ({@code incremental_dependency}) is read from where the last read ended, any other from its start.
 */
final class ParentRecords implements ParentReader {
    private final StreamDefinition child;
    private final StreamState childState;
    private final ScanSetup setup;
    private final Clock clock;
    /** The last walk through each parent that has a state. */
    private final Map<String, ParentWalk> incremental = new HashMap<>();

    ParentRecords(StreamDefinition child, StreamState childState, ScanSetup setup, Clock clock) {
        this.child = requireNonNull(child, "child is null");
        this.childState = requireNonNull(childState, "childState is null");
        this.setup = requireNonNull(setup, "setup is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Iterator<Kept> read(ParentConfig parent, Function<ObjectNode, Optional<ObjectNode>> keep) {
        StreamDefinition stream = definition(parent);
        StreamState state = parent.isIncremental() ? stateOf(stream) : StreamState.NONE;
        StreamCursors cursors = StreamCursors.of(stream, state, clock);
        ParentWalk walk =
                new ParentWalk(stream, cursors, new ParentRecords(stream, state, setup, clock), setup, clock, keep);
        if (parent.isIncremental()) {
            incremental.put(stream.name(), walk);
        }
        return walk;
    }

    @Override
    public boolean isFirstRead() {
        return childState.equals(StreamState.NONE);
    }

    /** All parents are definitions of streams; only the catalog, which knows what a stream is, makes them. */
    private static StreamDefinition definition(ParentConfig parent) {
        if (parent.stream() instanceof StreamDefinition definition) {
            return definition;
        }
        throw new IllegalStateException(
                "not a stream of the catalog: " + parent.stream().name());
    }

    /** The state of a parent as the CDK finds it: its own, or else the global cursor of the child, in any form. */
    private StreamState stateOf(StreamDefinition parent) {
        Optional<ObjectNode> own = childState
                .partitioned()
                .flatMap(PartitionedState::parentState)
                .map(states -> states.get(parent.name()))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
        return own.or(() -> ofChild(parent))
                .map(state -> StreamStateReader.ofParent(
                        state, parent, "of stream " + child.name() + ", parent_state of " + parent.name()))
                .orElse(StreamState.NONE);
    }

    private Optional<ObjectNode> ofChild(StreamDefinition parent) {
        // A state that is nothing but a cursor is taken for the parent's, whatever its name; a global one is not
        // renamed.
        Optional<String> field = childState.cursor().isPresent() ? parent.cursorField() : child.cursorField();
        Optional<Cursor> global = childState.partitioned().flatMap(PartitionedState::global);
        return field.flatMap(name ->
                global.map(cursor -> JsonNodeFactory.instance.objectNode().put(name, cursor.text())));
    }

    /** The states of the parents that are kept with that of the stream, once all partitions have been read. */
    Optional<ObjectNode> states() {
        return child.slicing().incrementalParents().map(this::states);
    }

    private ObjectNode states(List<ParentConfig> parents) {
        ObjectNode states = JsonNodeFactory.instance.objectNode();
        for (ParentConfig parent : parents) {
            ParentWalk walk = incremental.get(parent.stream().name());
            if (walk != null) {
                states.set(parent.stream().name(), walk.finalState());
            }
        }
        return states;
    }
}
