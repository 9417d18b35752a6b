package io.dataconnector.connector.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.connector.state.StreamState.Resume;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the cursors of a stream have come in one read: where each partition starts, which of its records pass, and what
 * the state says of it. Used by the thread that reads the stream.
 */
interface StreamCursors {
    /** The cursors of a read of a stream that goes on from a state. */
    static StreamCursors of(StreamDefinition stream, StreamState state, Clock clock) {
        return stream.cursor().isPresent() && stream.slicing().hasPartitions()
                ? new PartitionCursors(stream, state, clock)
                : new SingleCursor(stream.cursor(), state.cursor(), Optional.empty());
    }

    /** The cursors of a read that looks at no state. */
    static StreamCursors ofWholeRead(StreamDefinition stream) {
        boolean hasCursors = stream.cursor().isPresent() && stream.slicing().hasPartitions();
        return new SingleCursor(
                stream.cursor(),
                Optional.empty(),
                hasCursors ? Optional.of(new MetPartitions(PartitionCursors.MAX_PARTITIONS)) : Optional.empty());
    }

    /** The cursor from which a partition is read; empty if from the start. */
    Optional<Instant> startOf(ObjectNode partition);

    /** Notes that a partition comes next among the slices; false if it has been there before and is left out. */
    boolean enter(ObjectNode partition);

    /** Forgets which partitions have been there: the walk starts over. */
    void restart();

    /** Which records of a slice are emitted. */
    CursorFilter filter(Slice slice);

    /** Whether more partitions have been entered than a state can hold the cursors of. */
    boolean isPastLimit();

    /**
     * The walk goes on to a slice; if it is of another partition, the one before has been read to its end.
     *
     * @param isPastLimit whether there were too many partitions when this one was entered, which may have been long ago
     */
    void goTo(Slice slice, boolean isPastLimit);

    /** A page was opened; the first time counts. */
    void openedAt(Instant instant);

    /** A page of the current slice has been read to its end. */
    void raiseTo(MaxCursor ofPage);

    /** The walk goes on at a place, and what is before it is not read again. */
    void resume(Resume place);

    /** The greatest cursor that a place must remember. */
    Optional<Cursor> toResume();

    /** When the walk began, by the clock of the source. */
    Instant walkBegan();

    /** The state in the middle of the walk. */
    StreamState at(Resume place);

    /**
     * The state after the walk.
     *
     * @param parentState the states of the parents, if the state says anything of them
     */
    StreamState finished(Optional<ObjectNode> parentState);
}
