package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The cursors of a stream in partitions, in the form that the CDK's {@code ConcurrentPerPartitionCursor} reads and writes.
 *
 * @param usesGlobalCursor whether all partitions share the global cursor, so that none has its own
 * @param states the cursors of partitions, in the order in which they were met; empty with a global cursor
 * @param global where partitions begin that have no cursor of their own
 * @param lookbackSeconds how much earlier they begin: as long as the last read took
 * @param parentState the states of the parents by name, with which the partitions were found; empty if none is kept
 */
public record PartitionedState(
        boolean usesGlobalCursor,
        List<PartitionCursor> states,
        Optional<Cursor> global,
        long lookbackSeconds,
        Optional<ObjectNode> parentState) {
    static final String USE_GLOBAL_CURSOR = "use_global_cursor";
    static final String STATES = "states";
    static final String PARTITION = "partition";
    static final String CURSOR = "cursor";
    static final String STATE = "state";
    static final String LOOKBACK_WINDOW = "lookback_window";
    static final String PARENT_STATE = "parent_state";

    /**
     * The cursor of a partition.
     *
     * @param partition its values; not to be changed
     * @param cursor empty if it is read from the start
     */
    public record PartitionCursor(ObjectNode partition, Optional<Cursor> cursor) {
        public PartitionCursor {
            requireNonNull(partition, "partition is null");
            requireNonNull(cursor, "cursor is null");
        }
    }

    public PartitionedState {
        states = List.copyOf(states);
        requireNonNull(global, "global is null");
        requireNonNull(parentState, "parentState is null");
    }

    /** That of a stream that has never been read. */
    public static PartitionedState none(boolean usesGlobalCursor) {
        return new PartitionedState(usesGlobalCursor, List.of(), Optional.empty(), 0, Optional.empty());
    }

    /**
     * The content of {@code stream_state}.
     *
     * @param cursorField the name of the member that holds a cursor
     */
    ObjectNode toJson(String cursorField) {
        ObjectNode state = JsonNodeFactory.instance.objectNode().put(USE_GLOBAL_CURSOR, usesGlobalCursor);
        if (!usesGlobalCursor) {
            ArrayNode list = state.putArray(STATES);
            for (PartitionCursor one : states) {
                ObjectNode element = list.addObject();
                element.set(PARTITION, one.partition());
                ObjectNode cursor = element.putObject(CURSOR);
                one.cursor().ifPresent(value -> cursor.put(cursorField, value.text()));
            }
        }
        global.ifPresent(value -> state.putObject(STATE).put(cursorField, value.text()));
        state.put(LOOKBACK_WINDOW, lookbackSeconds);
        parentState.ifPresent(parents -> state.set(PARENT_STATE, parents));
        return state;
    }
}
