package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.state.Cursor;
import io.dataconnector.core.scan.TimestampReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides by its cursor whether a record is emitted: whether it is at or after a first instant. */
final class CursorFilter {
    private final Instant first;

    private CursorFilter(Instant first) {
        this.first = requireNonNull(first, "first is null");
    }

    /** Lets everything pass. */
    static CursorFilter none() {
        return new CursorFilter(Instant.MIN);
    }

    /** Lets everything pass that is not earlier than a start date. */
    static CursorFilter from(Optional<Instant> startDate) {
        return new CursorFilter(startDate.orElse(Instant.MIN));
    }

    /** Lets everything pass that is later than a cursor minus the lookback window. */
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
