package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.connector.state.StreamState.Resume;
import java.time.Instant;
import java.util.Optional;

/**
 * The one cursor of a whole stream, if it has any. Pages are not in cursor order, so it advances only when the stream has been
 * read to its end.
 */
final class SingleCursor implements StreamCursors {
    private final Optional<DatetimeCursor> cursor;
    private final Optional<Cursor> ofState;
    private final Optional<MetPartitions> met;
    private final CursorFilter filter;
    private final MaxCursor max = new MaxCursor();
    private Instant walkBegan = Instant.MIN;

    /** @param met the partitions of the stream, if it reads each of them once; none if it has no partitions */
    SingleCursor(Optional<DatetimeCursor> cursor, Optional<Cursor> ofState, Optional<MetPartitions> met) {
        this.met = requireNonNull(met, "met is null");
        this.cursor = requireNonNull(cursor, "cursor is null");
        this.ofState = requireNonNull(ofState, "ofState is null");
        filter = cursor.map(known -> CursorFilter.of(known, ofState.map(Cursor::instant)))
                .orElseGet(CursorFilter::none);
        ofState.ifPresent(max::raiseTo);
    }

    @Override
    public Optional<Instant> startOf(ObjectNode partition) {
        return ofState.map(Cursor::instant);
    }

    @Override
    public boolean enter(ObjectNode partition) {
        return met.isEmpty() || met.get().add(partition);
    }

    @Override
    public void restart() {
        met.ifPresent(MetPartitions::clear);
    }

    @Override
    public CursorFilter filter(Slice slice) {
        return filter;
    }

    @Override
    public boolean isPastLimit() {
        return false;
    }

    @Override
    public void goTo(Slice slice, boolean isPastLimit) {
        // All slices have the same cursor.
    }

    @Override
    public void openedAt(Instant instant) {
        if (walkBegan.equals(Instant.MIN)) {
            walkBegan = instant;
        }
    }

    @Override
    public void raiseTo(MaxCursor ofPage) {
        max.raiseTo(ofPage);
    }

    @Override
    public void resume(Resume place) {
        place.maxCursor().ifPresent(max::raiseTo);
        place.walkBegan().ifPresent(this::openedAt);
    }

    @Override
    public Optional<Cursor> toResume() {
        return max.get();
    }

    @Override
    public Instant walkBegan() {
        return walkBegan;
    }

    @Override
    public StreamState at(Resume place) {
        return new StreamState(ofState, Optional.of(place), false);
    }

    @Override
    public StreamState finished(Optional<ObjectNode> parentState) {
        return StreamState.finished(CutOff.apply(max.get().or(this::start), walkBegan, ofState, cursor));
    }

    /** As in the CDK, the cursor of a stream without records is where it starts, unless that would leave out a record there. */
    private Optional<Cursor> start() {
        return cursor.filter(known -> !known.skipsEqualToState()).map(known -> StateCursors.of(known, known.start()));
    }
}
