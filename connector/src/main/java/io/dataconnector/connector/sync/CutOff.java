package io.dataconnector.connector.sync;

import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.state.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Caps cursors at the start of a walk: a record written during the walk may be on a page that had already been read, and is
 * found by the next read. A count is no time, and is not capped.
 */
final class CutOff {
    /** Timestamps may be this coarse. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private CutOff() {}

    /**
     * The greatest cursor seen, capped.
     *
     * @param atLeast where the read began; a cursor never moves back
     */
    static Optional<Cursor> apply(
            Optional<Cursor> seen, Instant walkBegan, Optional<Cursor> atLeast, Optional<DatetimeCursor> cursor) {
        if (walkBegan.equals(Instant.MIN)
                || cursor.filter(DatetimeCursor::isCount).isPresent()) {
            return seen;
        }
        Instant cutOff = walkBegan.minus(MARGIN);
        if (seen.filter(max -> max.instant().isAfter(cutOff)).isEmpty()) {
            return seen;
        }
        MaxCursor bounded = new MaxCursor();
        bounded.raiseTo(StateCursors.of(cursor.orElseThrow(), cutOff));
        atLeast.ifPresent(bounded::raiseTo);
        return bounded.get();
    }
}
