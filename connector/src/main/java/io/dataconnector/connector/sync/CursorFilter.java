package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

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

    /** Lets everything pass that is not earlier than an instant. */
    static CursorFilter from(Instant first) {
        return new CursorFilter(first);
    }

    /** Lets everything pass that is later than an instant. */
    static CursorFilter after(Instant last) {
        return last.equals(Instant.MAX) ? new CursorFilter(last) : new CursorFilter(last.plusNanos(1));
    }

    boolean passes(RecordCursor cursor) {
        return cursor.compareTo(first) >= 0;
    }
}
