package io.dataconnector.connector.sync;

import io.dataconnector.connector.page.PageRecord;
import io.dataconnector.connector.state.Cursor;
import io.dataconnector.core.scan.TimestampReader;
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

    /** Replaces the cursor with that of a record, which has just been parsed, if that is greater. */
    void raiseTo(TimestampReader timestamp, PageRecord record) {
        if (timestamp.compareTo(max) > 0) {
            set(new Cursor(record.cursorText(), timestamp.instant()));
        }
    }

    private void set(Cursor other) {
        max = other.instant();
        cursor = Optional.of(other);
    }
}
