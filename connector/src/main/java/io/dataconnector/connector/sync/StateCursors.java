package io.dataconnector.connector.sync;

import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.state.Cursor;
import java.time.Instant;

/**
 * How cursors are written into states. A cursor that is compared exactly keeps the text of its record, because a format
 * may have fewer decimal places; any other one is written in the format of its manifest, as the CDK writes it.
 */
final class StateCursors {
    private StateCursors() {}

    /** The cursor of a record. */
    static Cursor of(DatetimeCursor cursor, String text, Instant instant) {
        return new Cursor(cursor.skipsEqualToState() ? text : cursor.format(instant), instant, cursor.isCount());
    }

    /** A cursor that no record has. */
    static Cursor of(DatetimeCursor cursor, Instant instant) {
        return of(cursor, instant.toString(), instant);
    }
}
