package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A duration, perhaps with years or months, whose length depends on where it starts (the {@code Duration} of Python's
 * isodate). In templates one without years and months is a {@link Duration}.
 *
 * @param months years and months together
 * @param rest the part of a fixed length
 */
public record CalendarDuration(long months, Duration rest) {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    public CalendarDuration {
        requireNonNull(rest, "rest is null");
    }

    /** The duration of an ISO 8601 text, such as {@code P1M} or {@code -PT0.5S}; empty if the text is none. */
    public static Optional<CalendarDuration> parse(String text) {
        try {
            return Optional.of(of(IsoDates.duration(text)));
        } catch (PythonException e) {
            return Optional.empty();
        }
    }

    /** A duration of templates, of either type. */
    static CalendarDuration of(Object duration) {
        return duration instanceof CalendarDuration calendar ? calendar : new CalendarDuration(0, (Duration) duration);
    }

    /**
     * The instant that is this much later, by the calendar of UTC: first the months, where a day that the month does not
     * have becomes its last one, then the rest. It is kept within the years 1 to 9999.
     */
    public Instant plus(Instant start) {
        try {
            return inRange(addTo(LocalDateTime.ofInstant(start, ZoneOffset.UTC)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException | ArithmeticException e) {
            return isNegative() ? FIRST : LAST;
        }
    }

    private static Instant inRange(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return FIRST;
        }
        return instant.isAfter(LAST) ? LAST : instant;
    }

    private boolean isNegative() {
        return months == 0 ? rest.isNegative() : months < 0;
    }

    /** The instant that is this much earlier, within the same years. */
    public Instant minus(Instant end) {
        return negated().plus(end);
    }

    LocalDateTime addTo(LocalDateTime start) {
        return start.plusMonths(months).plus(rest);
    }

    CalendarDuration negated() {
        return new CalendarDuration(-months, rest.negated());
    }
}
