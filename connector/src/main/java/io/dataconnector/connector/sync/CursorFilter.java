package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.state.Cursor;
import io.dataconnector.core.scan.TimestampReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells by its cursor whether a record is to be emitted: whether it is at or after a first instant.
 */
final class CursorFilter {
    private final Instant first;

    private CursorFilter(Instant first) {
        this.first = requireNonNull(first, "first is null");
    }

    /** Lets everything pass. */
    static CursorFilter none() {
        return new CursorFilter(Instant.MIN);
    }

    /** Lets pass what is not earlier than a start date. */
    static CursorFilter from(Optional<Instant> startDate) {
        return new CursorFilter(startDate.orElse(Instant.MIN));
    }

    /** Lets pass what is later than a cursor that was moved back by a window. */
    static CursorFilter after(Cursor cursor, Duration lookbackWindow) {
        try {
            return new CursorFilter(cursor.instant().minus(lookbackWindow).plusNanos(1));
        } catch (DateTimeException | ArithmeticException e) {
            return none();
        }
    }

    boolean passes(TimestampReader timestamp) {
        return timestamp.compareTo(first) >= 0;
    }
}
