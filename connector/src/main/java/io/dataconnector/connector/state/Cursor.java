package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.scan.TimestampReader;
import java.time.Instant;
import java.util.Optional;

/** A value of the cursor field: compared as an instant, passed on as the text in its record. */
public record Cursor(String text, Instant instant) implements Comparable<Cursor> {
    public Cursor {
        requireNonNull(text, "text is null");
        requireNonNull(instant, "instant is null");
    }

    /** Parses a text as {@link TimestampReader} does; empty if it is not a timestamp. */
    public static Optional<Cursor> parse(String text) {
        return TimestampReader.parse(text).map(instant -> new Cursor(text, instant));
    }

    @Override
    public int compareTo(Cursor other) {
        return instant.compareTo(other.instant);
    }
}
