package io.dataconnector.connector.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Arithmetic on dates and durations
 * (<a href="https://docs.python.org/3/library/datetime.html#datetime.timedelta.total_seconds">datetime</a>). Each method
 * gives nothing where Python knows no such operation.
 */
final class Dates {
    static final int MIN_YEAR = 1;
    static final int MAX_YEAR = 9999;
    private static final double MICROS_PER_SECOND = 1_000_000d;

    private Dates() {}

    static Optional<Object> add(Object left, Object right) {
        if (isDuration(left) && !isDuration(right)) {
            return isMoment(right) ? add(right, left) : Optional.empty();
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return Optional.of(a.plus(b));
        }
        if (isDuration(left) && isDuration(right)) {
            CalendarDuration a = CalendarDuration.of(left);
            CalendarDuration b = CalendarDuration.of(right);
            return Optional.of(
                    new CalendarDuration(a.months() + b.months(), a.rest().plus(b.rest())));
        }
        if (!isDuration(right)) {
            return Optional.empty();
        }
        CalendarDuration duration = CalendarDuration.of(right);
        try {
            if (left instanceof DateTime moment) {
                return Optional.of(inRange(new DateTime(duration.addTo(moment.local()), moment.zone())));
            }
            if (left instanceof LocalDate date) {
                long days = wholeDays(duration.rest()).toDays();
                return Optional.of(inRange(date.plusMonths(duration.months()).plusDays(days)));
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw outOfRange();
        }
        return Optional.empty();
    }

    static Optional<Object> subtract(Object left, Object right) {
        if (left instanceof DateTime a && right instanceof DateTime b) {
            return Optional.of(a.minus(b));
        }
        if (left instanceof LocalDate a && right instanceof LocalDate b) {
            return Optional.of(Duration.ofDays(a.toEpochDay() - b.toEpochDay()));
        }
        if (right instanceof Duration duration) {
            return add(left, left instanceof LocalDate ? wholeDays(duration).negated() : duration.negated());
        }
        return right instanceof CalendarDuration duration ? add(left, duration.negated()) : Optional.empty();
    }

    static Optional<Object> scale(Object left, Object right) {
        if (left instanceof Duration duration && Numbers.isNumber(right)) {
            return Optional.of(
                    Numbers.isInteger(right)
                            ? duration.multipliedBy(Numbers.toLong(right))
                            : ofMicros(micros(duration) * Numbers.toDouble(right)));
        }
        return right instanceof Duration && Numbers.isNumber(left) ? scale(right, left) : Optional.empty();
    }

    static Optional<Object> divide(ArithmeticOperator operator, Object left, Object right) {
        if (!(left instanceof Duration duration)) {
            return Optional.empty();
        }
        double divisor;
        if (right instanceof Duration other) {
            divisor = micros(other);
        } else if (Numbers.isInteger(right) || (Numbers.isFloat(right) && operator == ArithmeticOperator.DIVIDE)) {
            divisor = Numbers.toDouble(right);
        } else {
            return Optional.empty();
        }
        if (divisor == 0) {
            throw PythonException.value("division by zero");
        }
        double quotient = micros(duration) / divisor;
        if (right instanceof Duration) {
            return Optional.of(
                    operator == ArithmeticOperator.DIVIDE ? (Object) quotient : Numbers.truncate(Math.floor(quotient)));
        }
        return Optional.of(ofMicros(operator == ArithmeticOperator.DIVIDE ? quotient : Math.floor(quotient)));
    }

    /** The days of a duration, rounded down before it is added to or subtracted from a date, as Python does. */
    private static Duration wholeDays(Duration duration) {
        return Duration.ofDays(Math.floorDiv(duration.toSeconds(), 86_400));
    }

    private static boolean isDuration(Object value) {
        return value instanceof Duration || value instanceof CalendarDuration;
    }

    private static boolean isMoment(Object value) {
        return value instanceof DateTime || value instanceof LocalDate;
    }

    static double micros(Duration duration) {
        return duration.toSeconds() * MICROS_PER_SECOND + duration.toNanosPart() / 1000d;
    }

    static Duration ofMicros(double micros) {
        return Duration.of((long) Math.rint(micros), ChronoUnit.MICROS);
    }

    static DateTime inRange(DateTime moment) {
        inRange(moment.date());
        return moment;
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < MIN_YEAR || date.getYear() > MAX_YEAR) {
            throw outOfRange();
        }
        return date;
    }

    static PythonException outOfRange() {
        return PythonException.value("the date is out of range; years go from 1 to " + MAX_YEAR);
    }
}
