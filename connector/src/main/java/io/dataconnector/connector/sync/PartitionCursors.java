package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.source.slicing.PartitionKey;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.connector.state.PartitionedState;
import io.dataconnector.connector.state.PartitionedState.PartitionCursor;
import io.dataconnector.connector.state.StreamState;
import io.dataconnector.connector.state.StreamState.Resume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of a stream in partitions, one for each, with the semantics of the CDK's {@code ConcurrentPerPartitionCursor}.
 * A partition without a cursor of its own starts at the global one, less the time that the last read took. The cursor of a
 * partition advances when it has been read to its end, the global one when all have been. If there are more than {@value
 * #MAX_PARTITIONS}, there is only the global cursor from then on, so that the state stays bounded.
 */
final class PartitionCursors implements StreamCursors {
    /** As in the CDK ({@code SWITCH_TO_GLOBAL_LIMIT}). */
    static final int MAX_PARTITIONS = 10_000;

    private final DatetimeCursor cursor;
    private final PartitionedState start;
    private final Clock clock;
    private final Instant readBegan;
    /** By partition, in the order of the state; those met first are added when they have been read to their end. */
    private final Map<String, PartitionCursor> states = new LinkedHashMap<>();

    private final MetPartitions met = new MetPartitions(MAX_PARTITIONS);

    private final MaxCursor global = new MaxCursor();
    private int partitions;
    /** Of the partition that was entered last; {@link #usesGlobalCursor} follows when its turn has come. */
    private boolean isPastLimit;

    private boolean usesGlobalCursor;
    private boolean hasRecords;
    private Instant walkBegan = Instant.MIN;

    private @Nullable ObjectNode current;
    private MaxCursor ofCurrent = new MaxCursor();
    private Instant currentBegan = Instant.MIN;

    PartitionCursors(StreamDefinition stream, StreamState state, Clock clock) {
        cursor = stream.cursor().orElseThrow();
        start = state.partitioned()
                .orElseGet(() -> PartitionedState.none(stream.slicing().isGlobal()));
        this.clock = requireNonNull(clock, "clock is null");
        readBegan = clock.instant();
        usesGlobalCursor = start.usesGlobalCursor();
        start.states().forEach(one -> states.put(PartitionKey.of(one.partition()), sorted(one)));
        partitions = states.size();
        start.global().ifPresent(global::raiseTo);
    }

    private PartitionCursor sorted(PartitionCursor one) {
        return new PartitionCursor(PartitionKey.sorted(one.partition()), Optional.of(notBeforeStart(one.cursor())));
    }

    /** As it is written into states: never earlier than the start of the stream. */
    private Cursor notBeforeStart(Optional<Cursor> known) {
        return known.filter(value -> !value.instant().isBefore(cursor.start()))
                .map(value -> StateCursors.of(cursor, value.text(), value.instant()))
                .orElseGet(() -> StateCursors.of(cursor, cursor.start()));
    }

    @Override
    public Optional<Instant> startOf(ObjectNode partition) {
        return ofState(partition).map(Cursor::instant);
    }

    private Optional<Cursor> ofState(ObjectNode partition) {
        return Optional.ofNullable(states.get(PartitionKey.of(partition)))
                .map(PartitionCursor::cursor)
                .orElseGet(this::globalStart);
    }

    /** The global cursor less the time that the last read took, as the format writes it. */
    private Optional<Cursor> globalStart() {
        return start.global().map(value -> {
            if (start.lookbackSeconds() == 0) {
                return value;
            }
            Instant earlier = value.instant().minusSeconds(start.lookbackSeconds());
            String text = cursor.format(earlier);
            return new Cursor(text, cursor.parse(text).orElse(earlier));
        });
    }

    @Override
    public boolean enter(ObjectNode partition) {
        if (!met.add(partition)) {
            return false;
        }
        isPastLimit |= partitions > MAX_PARTITIONS;
        if (!states.containsKey(PartitionKey.of(partition))) {
            partitions++;
        }
        return true;
    }

    @Override
    public void restart() {
        met.clear();
        partitions = states.size();
    }

    @Override
    public CursorFilter filter(Slice slice) {
        Optional<Cursor> from = usesGlobalCursor ? globalStart() : ofState(slice.partition());
        return CursorFilter.of(cursor, from.map(Cursor::instant));
    }

    @Override
    public boolean isPastLimit() {
        return isPastLimit;
    }

    @Override
    public void goTo(Slice slice, boolean wasPastLimit) {
        usesGlobalCursor |= wasPastLimit;
        if (current != null && !current.equals(slice.partition())) {
            finishCurrent();
        }
        current = slice.partition();
    }

    private void finishCurrent() {
        if (current == null) {
            return;
        }
        Cursor from = notBeforeStart(ofState(current));
        MaxCursor reached = new MaxCursor();
        reached.raiseTo(from);
        CutOff.apply(ofCurrent.get(), currentBegan, Optional.of(from), Optional.of(cursor))
                .ifPresent(reached::raiseTo);
        global.raiseTo(usesGlobalCursor ? ofCurrent : reached);
        if (!usesGlobalCursor) {
            ObjectNode partition = PartitionKey.sorted(current);
            states.put(PartitionKey.of(partition), new PartitionCursor(partition, reached.get()));
        }
        current = null;
        ofCurrent = new MaxCursor();
        currentBegan = Instant.MIN;
    }

    @Override
    public void openedAt(Instant instant) {
        if (walkBegan.equals(Instant.MIN)) {
            walkBegan = instant;
        }
        if (currentBegan.equals(Instant.MIN)) {
            currentBegan = instant;
        }
    }

    @Override
    public void raiseTo(MaxCursor ofPage) {
        hasRecords |= ofPage.get().isPresent();
        ofCurrent.raiseTo(ofPage);
    }

    @Override
    public void resume(Resume place) {
        hasRecords = true;
        states.values().forEach(one -> one.cursor().ifPresent(global::raiseTo));
        place.maxCursor().ifPresent(ofCurrent::raiseTo);
        place.walkBegan().ifPresent(this::openedAt);
    }

    @Override
    public Optional<Cursor> toResume() {
        MaxCursor max = new MaxCursor();
        max.raiseTo(ofCurrent);
        if (usesGlobalCursor) {
            max.raiseTo(global);
        }
        return max.get();
    }

    @Override
    public Instant walkBegan() {
        return walkBegan;
    }

    /** The global cursor and the parents stay where they were: there are partitions that have not been read from there. */
    @Override
    public StreamState at(Resume place) {
        return state(start.global(), start.lookbackSeconds(), start.parentState(), Optional.of(place));
    }

    @Override
    public StreamState finished(Optional<ObjectNode> parentState) {
        usesGlobalCursor |= isPastLimit;
        finishCurrent();
        if (!hasRecords) {
            return state(start.global(), start.lookbackSeconds(), parentState, Optional.empty());
        }
        Optional<Cursor> reached = usesGlobalCursor
                ? CutOff.apply(global.get(), walkBegan, start.global(), Optional.of(cursor))
                : global.get();
        return state(reached, secondsOfRead(), parentState, Optional.empty());
    }

    /** How long the walk took, also before it was interrupted; at least a second. */
    private long secondsOfRead() {
        Instant began = walkBegan.equals(Instant.MIN) || readBegan.isBefore(walkBegan) ? readBegan : walkBegan;
        Duration taken = Duration.between(began, clock.instant());
        return Math.max(1, taken.plusNanos(999_999_999).toSeconds());
    }

    private StreamState state(
            Optional<Cursor> globalCursor,
            long lookbackSeconds,
            Optional<ObjectNode> parentState,
            Optional<Resume> place) {
        Optional<Cursor> written = globalCursor.map(value -> StateCursors.of(cursor, value.text(), value.instant()));
        return StreamState.ofPartitions(
                new PartitionedState(
                        usesGlobalCursor,
                        usesGlobalCursor ? List.of() : List.copyOf(states.values()),
                        written,
                        lookbackSeconds,
                        parentState),
                place);
    }
}
