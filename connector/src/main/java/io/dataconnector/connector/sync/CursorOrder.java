package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.source.slicing.DatetimeCursor;
import java.time.Instant;

/**
 * Whether records come in ascending order of their cursors, as far as requests can tell: a cursor may be less than one before
 * it if a request that begins at that one, in the format of requests, would bring it as well. Used by one thread at a time.
 */
final class CursorOrder {
    private final DatetimeCursor cursor;
    private Instant first = Instant.MAX;
    private Instant greatest = Instant.MIN;
    /** The greatest cursor as requests have it. */
    private Instant least = Instant.MIN;

    private boolean isAscending = true;

    CursorOrder(DatetimeCursor cursor) {
        this.cursor = requireNonNull(cursor, "cursor is null");
    }

    /** Adds the cursor of the next record, which has just been read. */
    void add(RecordCursor read) {
        if (read.compareTo(greatest) > 0) {
            add(read.instant());
        } else if (read.compareTo(least) < 0) {
            isAscending = false;
        }
    }

    private void add(Instant instant) {
        if (first.equals(Instant.MAX)) {
            first = instant;
        }
        greatest = instant;
        least = cursor.floor(instant);
    }

    /** Adds the cursors of the next page. */
    void add(CursorOrder page) {
        isAscending &= page.isAscending && !page.first.isBefore(least);
        if (page.greatest.isAfter(greatest)) {
            greatest = page.greatest;
            least = page.least;
        }
    }

    boolean isAscending() {
        return isAscending;
    }
}
