package io.dataconnector.connector.template;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * A duration with years or months, whose length depends on where it starts (the {@code Duration} of Python's isodate).
 *
 * @param months years and months together
 * @param rest the part of a fixed length
 */
record CalendarDuration(long months, Duration rest) {
    LocalDateTime addTo(LocalDateTime start) {
        return start.plusMonths(months).plus(rest);
    }

    CalendarDuration negated() {
        return new CalendarDuration(-months, rest.negated());
    }
}
