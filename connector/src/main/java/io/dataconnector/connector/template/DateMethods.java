package io.dataconnector.connector.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Methods and attributes of dates and durations (<a href="https://docs.python.org/3/library/datetime.html">datetime</a>). */
final class DateMethods {
    private static final Signature NO_ARGUMENTS = Signature.positional(0);
    /** The places of two arguments of {@code datetime.replace}. */
    private static final int TZINFO = 7;

    private static final int FOLD = 8;
    private static final Map<String, Routine> OF_DATE_TIME = Map.of(
            "strftime",
            routine(
                    Signature.of(1, "format"),
                    (moment, arguments) -> Strftime.format((DateTime) moment, arguments.text(0))),
            "isoformat",
            routine(Signature.of(0, "sep", "timespec"), (moment, arguments) -> isoFormat((DateTime) moment, arguments)),
            "timestamp",
            routine(NO_ARGUMENTS, (moment, arguments) -> ((DateTime) moment).timestamp()),
            "date",
            routine(NO_ARGUMENTS, (moment, arguments) -> ((DateTime) moment).date()),
            "weekday",
            routine(NO_ARGUMENTS, (moment, arguments) -> weekday(((DateTime) moment).date())),
            "isoweekday",
            routine(NO_ARGUMENTS, (moment, arguments) -> weekday(((DateTime) moment).date()) + 1),
            "replace",
            routine(
                    Signature.of(
                            0, "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"),
                    (moment, arguments) -> replace((DateTime) moment, arguments)));
    private static final Map<String, Routine> OF_DATE = Map.of(
            "strftime",
            routine(
                    Signature.of(1, "format"),
                    (date, arguments) -> Strftime.format(midnight((LocalDate) date), arguments.text(0))),
            "isoformat",
            routine(NO_ARGUMENTS, (date, arguments) -> DateTime.isoDate((LocalDate) date)),
            "weekday",
            routine(NO_ARGUMENTS, (date, arguments) -> weekday((LocalDate) date)),
            "isoweekday",
            routine(NO_ARGUMENTS, (date, arguments) -> weekday((LocalDate) date) + 1),
            "replace",
            routine(
                    Signature.of(0, "year", "month", "day"),
                    (date, arguments) ->
                            replace(midnight((LocalDate) date), arguments).date()));
    private static final Map<String, Routine> OF_DURATION = Map.of(
            "total_seconds",
            routine(NO_ARGUMENTS, (duration, arguments) -> Dates.micros((Duration) duration) / 1_000_000d));

    private DateMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Object call(Object self, BoundArguments arguments);
    }

    private static Routine routine(Signature signature, Body body) {
        return new Routine(signature, (scope, self, arguments) -> body.call(self, arguments));
    }

    static @Nullable Routine findForDateTime(String name) {
        return OF_DATE_TIME.get(name);
    }

    static @Nullable Routine findForDate(String name) {
        return OF_DATE.get(name);
    }

    static @Nullable Routine findForDuration(String name) {
        return OF_DURATION.get(name);
    }

    static Optional<Object> property(DateTime moment, String name) {
        return switch (name) {
            case "hour" -> Optional.of((long) moment.local().getHour());
            case "minute" -> Optional.of((long) moment.local().getMinute());
            case "second" -> Optional.of((long) moment.local().getSecond());
            case "microsecond" -> Optional.of((long) moment.microsecond());
            default -> property(moment.date(), name);
        };
    }

    static Optional<Object> property(LocalDate date, String name) {
        return switch (name) {
            case "year" -> Optional.of((long) date.getYear());
            case "month" -> Optional.of((long) date.getMonthValue());
            case "day" -> Optional.of((long) date.getDayOfMonth());
            default -> Optional.empty();
        };
    }

    static Optional<Object> property(Duration duration, String name) {
        return switch (name) {
            case "days" -> Optional.of(Math.floorDiv(duration.toSeconds(), 86_400L));
            case "seconds" -> Optional.of(Math.floorMod(duration.toSeconds(), 86_400L));
            case "microseconds" -> Optional.of(duration.toNanosPart() / 1000L);
            default -> Optional.empty();
        };
    }

    private static DateTime midnight(LocalDate date) {
        return new DateTime(date.atStartOfDay(), DateTime.Zone.NAIVE);
    }

    private static long weekday(LocalDate date) {
        return date.getDayOfWeek().getValue() - 1L;
    }

    private static Object isoFormat(DateTime moment, BoundArguments arguments) {
        String separator = BoundArguments.requireText(arguments.or(0, "T"));
        if (Types.length(separator) != 1) {
            throw PythonException.type("the separator must be a single character");
        }
        String precision = BoundArguments.requireText(arguments.or(1, "auto"));
        String format = switch (precision) {
            case "auto" -> "";
            case "hours" -> "%H";
            case "minutes" -> "%H:%M";
            case "seconds" -> "%H:%M:%S";
            case "milliseconds" -> "%H:%M:%S." + "%03d".formatted(moment.microsecond() / 1000);
            case "microseconds" -> "%H:%M:%S.%f";
            default -> throw PythonException.value("isoformat() does not know this timespec");
        };
        if (format.isEmpty()) {
            return moment.isoFormat(separator);
        }
        return DateTime.isoDate(moment.date())
                + separator
                + Strftime.format(moment, format)
                + (moment.isAware() ? moment.offset(":") : "");
    }

    private static DateTime replace(DateTime moment, BoundArguments arguments) {
        LocalDateTime local = moment.local();
        int fields = arguments.values().size();
        try {
            return new DateTime(
                    LocalDateTime.of(
                            Numbers.toInt(arguments.or(0, (long) local.getYear())),
                            Numbers.toInt(arguments.or(1, (long) local.getMonthValue())),
                            Numbers.toInt(arguments.or(2, (long) local.getDayOfMonth())),
                            field(arguments, fields, 3, local.getHour()),
                            field(arguments, fields, 4, local.getMinute()),
                            field(arguments, fields, 5, local.getSecond()),
                            field(arguments, fields, 6, moment.microsecond()) * 1000),
                    zone(moment, arguments));
        } catch (DateTimeException e) {
            throw Dates.outOfRange();
        }
    }

    /** A time zone can be removed, but not be given, because templates have no values that are time zones. */
    private static DateTime.Zone zone(DateTime moment, BoundArguments arguments) {
        if (arguments.values().size() <= TZINFO) {
            return moment.zone();
        }
        if (arguments.optional(FOLD).isPresent()) {
            throw PythonException.value("the argument 'fold' of replace is not supported");
        }
        if (arguments.or(TZINFO, moment.zone()) instanceof None) {
            return DateTime.Zone.NAIVE;
        }
        if (arguments.optional(TZINFO).isPresent()) {
            throw PythonException.type("tzinfo must be None or a time zone");
        }
        return moment.zone();
    }

    private static int field(BoundArguments arguments, int fields, int index, int current) {
        return index < fields ? Numbers.toInt(arguments.or(index, (long) current)) : current;
    }
}
