package io.dataconnector.connector.source.slicing;

import java.time.Instant;
import java.util.Optional;

/** How the values of a cursor are read from records and states, and written into requests and states. */
interface CursorValues {
    /** The instant that a text means; empty if it means none. */
    Optional<Instant> parse(String text);

    String format(Instant instant);

    /** Whether {@code TimestampReader} reads all texts that are read here, to the same instants. */
    boolean areIso();
}
