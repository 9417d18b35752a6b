package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.source.slicing.DatetimeCursor;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides by its cursor whether a record is emitted, where the API does not know the cursor, as that of a feed, of which the
 * latest records come first; and whether such a feed goes on.
 */
final class CursorFilter {
    private final Instant first;
    private final Instant last;
    private final boolean isFeed;

    private CursorFilter(Instant first, Instant last, boolean isFeed) {
        this.first = requireNonNull(first, "first is null");
        this.last = requireNonNull(last, "last is null");
        this.isFeed = isFeed;
    }

    /** Lets everything pass. */
    static CursorFilter none() {
        return new CursorFilter(Instant.MIN, Instant.MAX, false);
    }

    /**
     * The filter of a stream.
     *
     * @param state the cursor of the state that records are compared with, if there is one
     * @throws io.dataconnector.connector.failure.ConnectorException if a template of the cursor fails
     */
    static CursorFilter of(DatetimeCursor cursor, Optional<Instant> state) {
        if (!cursor.isClientSide() && !cursor.isDataFeed()) {
            return none();
        }
        return new CursorFilter(first(cursor, state), cursor.end().orElse(Instant.MAX), cursor.isDataFeed());
    }

    private static Instant first(DatetimeCursor cursor, Optional<Instant> state) {
        if (state.isEmpty()) {
            return cursor.start();
        }
        if (!cursor.skipsEqualToState()) {
            return cursor.lowest(state);
        }
        Instant read = cursor.lookBack(state.get());
        return read.equals(Instant.MAX) ? read : read.plusNanos(1);
    }

    /** Whether a record is emitted. */
    boolean passes(RecordCursor cursor) {
        return cursor.compareTo(first) >= 0 && cursor.compareTo(last) <= 0;
    }

    /** Whether all that follows a record has been read before, because it is older. */
    boolean endsFeed(RecordCursor cursor) {
        return isFeed && cursor.compareTo(first) < 0;
    }
}
