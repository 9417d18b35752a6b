package io.dataconnector.connector.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.core.scan.TimestampReader;
import java.time.Instant;
import java.util.Optional;

/**
 * A value of the cursor field: compared as an instant, passed on as the text in its record.
 *
 * @param isCount whether it is an integer, which is written as a number
 */
public record Cursor(String text, Instant instant, boolean isCount) implements Comparable<Cursor> {
    public Cursor {
        requireNonNull(text, "text is null");
        requireNonNull(instant, "instant is null");
    }

    /** A time. */
    public Cursor(String text, Instant instant) {
        this(text, instant, false);
    }

    /** The value as it is in states. */
    JsonNode toJson() {
        return isCount
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.textNode(text);
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
