package io.dataconnector.connector.sync;

import io.dataconnector.connector.state.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

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

    /** Replaces the cursor with one that has just been read, if that is greater. */
    void raiseTo(RecordCursor read, Supplier<Cursor> value) {
        if (read.compareTo(max) > 0) {
            set(value.get());
        }
    }

    private void set(Cursor other) {
        max = other.instant();
        cursor = Optional.of(other);
    }
}
