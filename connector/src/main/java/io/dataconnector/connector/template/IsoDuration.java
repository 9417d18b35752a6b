package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A duration of ISO 8601 ({@code P1M}, {@code PT1H}) as {@code isodate.parse_duration} reads it; months in UTC. */
public final class IsoDuration {
    private final CalendarDuration duration;

    private IsoDuration(CalendarDuration duration) {
        this.duration = requireNonNull(duration, "duration is null");
    }

    /** Empty if the text is no duration. */
    public static Optional<IsoDuration> parse(String text) {
        try {
            Object parsed = IsoDates.duration(text);
            return Optional.of(new IsoDuration(
                    parsed instanceof CalendarDuration calendar
                            ? calendar
                            : new CalendarDuration(0, (Duration) parsed)));
        } catch (PythonException e) {
            return Optional.empty();
        }
    }

    /** Whether it is of no length. */
    public boolean isZero() {
        return duration.months() == 0 && duration.rest().isZero();
    }

    /** Whether it goes back in time. */
    public boolean isNegative() {
        return duration.months() < 0
                || (duration.months() == 0 && duration.rest().isNegative());
    }

    /**
     * That much later.
     *
     * @throws DateTimeException if that is out of the range of dates
     */
    public Instant plus(Instant instant) {
        return add(instant, duration);
    }

    /**
     * That much earlier.
     *
     * @throws DateTimeException if that is out of the range of dates
     */
    public Instant minus(Instant instant) {
        return add(instant, duration.negated());
    }

    private static Instant add(Instant instant, CalendarDuration duration) {
        try {
            LocalDateTime sum = duration.addTo(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            if (sum.getYear() < 1 || sum.getYear() > 9999) {
                throw new DateTimeException("the year is out of range");
            }
            return sum.toInstant(ZoneOffset.UTC);
        } catch (ArithmeticException e) {
            throw new DateTimeException("the date is out of range", e);
        }
    }
}
