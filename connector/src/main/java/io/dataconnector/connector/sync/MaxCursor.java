package io.dataconnector.connector.sync;

import io.dataconnector.connector.state.Cursor;
import java.time.Instant;
import java.util.Optional;

/** The greatest cursor seen so far, with the text of the record that had it first. */
final class MaxCursor {
    private Instant max = Instant.MIN;
    private Optional<Cursor> cursor = Optional.empty();

    Optional<Cursor> get() {
        return cursor;
    }

    void raiseTo(Cursor other) {
        if (other.instant().isAfter(max)) {
            set(other);
        }
    }

    void raiseTo(MaxCursor other) {
        other.cursor.ifPresent(this::raiseTo);
    }

    /** Whether a cursor that has just been read is greater. */
    boolean isBelow(RecordCursor read) {
        return read.compareTo(max) > 0;
    }

    private void set(Cursor other) {
        max = other.instant();
        cursor = Optional.of(other);
    }
}
