package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.template.CalendarDuration;
import java.time.Instant;
import java.util.Optional;

/** For how long an API keeps the changes that it gives. */
public final class RetentionPeriod {
    private final CalendarDuration duration;

    private RetentionPeriod(CalendarDuration duration) {
        this.duration = requireNonNull(duration, "duration is null");
    }

    /** The period that a text gives as a duration in ISO 8601, such as {@code P30D}; empty if it is none. */
    public static Optional<RetentionPeriod> parse(String text) {
        return CalendarDuration.parse(text).map(RetentionPeriod::new);
    }

    /** The oldest instant of which changes are kept. */
    public Instant beginningAt(Instant now) {
        return duration.minus(now);
    }
}
