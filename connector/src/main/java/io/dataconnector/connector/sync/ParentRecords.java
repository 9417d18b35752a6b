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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the parents of one stream by their own requests, filters and transformations. A parent whose state is kept with that
 * of the stream ({@code incremental_dependency}) is read from where the last read ended, any other from its start.
 */
final class ParentRecords implements ParentReader, AutoCloseable {
    private final StreamDefinition child;
    private final StreamState childState;
    private final ScanSetup setup;
    private final Clock clock;
    private final Consumer<String> log;
    /** The last walk through each parent. */
    private final Map<String, ParentWalk> walks = new HashMap<>();
    /** Those that may not have come to their end; a parent may be in several of them at once. */
    private final List<ParentWalk> open = new ArrayList<>();

    /** @param log is told what becomes of jobs of the parents that fail, in a sentence */
    ParentRecords(StreamDefinition child, StreamState childState, ScanSetup setup, Clock clock, Consumer<String> log) {
        this.child = requireNonNull(child, "child is null");
        this.childState = requireNonNull(childState, "childState is null");
        this.setup = requireNonNull(setup, "setup is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
    }

    @Override
    public Iterator<Kept> read(ParentConfig parent, Keeper keeper) {
        StreamDefinition stream = definition(parent);
        StreamState state = parent.isIncremental() && !stream.startsAnew() ? stateOf(stream) : StreamState.NONE;
        StreamCursors cursors = StreamCursors.of(stream, state, clock);
        Consumer<String> ofParent = message -> log.accept("its parent " + stream.name() + ": " + message);
        ParentRecords parents = new ParentRecords(stream, state, setup, clock, ofParent);
        ParentWalk walk = new ParentWalk(stream, cursors, parents, setup, clock, ofParent, keeper);
        walks.put(stream.name(), walk);
        open.removeIf(ParentWalk::isFinished);
        open.add(walk);
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
            ParentWalk walk = walks.get(parent.stream().name());
            if (walk != null) {
                states.set(parent.stream().name(), walk.finalState());
            }
        }
        return states;
    }

    /** Ends the walks that have not come to their end. */
    @Override
    public void close() {
        open.forEach(ParentWalk::close);
    }

    /**
     * Gives up the jobs of the walks that have not come to their end, because the read of the stream has failed. The walks are
     * yet to be closed.
     *
     * @return the last requests that this needs, one for each job
     */
    List<Runnable> leave() {
        return open.stream().flatMap(walk -> walk.leave().stream()).toList();
    }
}
