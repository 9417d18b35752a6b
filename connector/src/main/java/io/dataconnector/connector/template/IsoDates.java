package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads ISO 8601 dates as dateutil's {@code isoparse} does
 * (<a href="https://dateutil.readthedocs.io/en/stable/parser.html#dateutil.parser.isoparse">isoparse</a>) and ISO 8601
 * durations as {@code isodate.parse_duration} does.
 */
final class IsoDates {
    private static final Pattern DATE_TIME = Pattern.compile(
            "(?<year>\\d{4})(?:-(?<month>\\d\\d)(?:-(?<day>\\d\\d))?|(?<month2>\\d\\d)(?<day2>\\d\\d)"
                    + "|-?W(?<week>\\d\\d)(?:-?(?<weekday>\\d))?|-?(?<ordinal>\\d{3}))?"
                    + "(?:[^\\d](?<hour>\\d\\d)"
                    + "(?:(?<c>:?)(?<minute>\\d\\d)(?:\\k<c>(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?)?)?"
                    + "(?<zone>[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?",
            Pattern.DOTALL);
    private static final Pattern DURATION =
            Pattern.compile("(?<sign>[+-])?P(?!\\b)(?:(?<years>\\d+(?:[,.]\\d+)?)Y)?(?:(?<months>\\d+(?:[,.]\\d+)?)M)?"
                    + "(?:(?<weeks>\\d+(?:[,.]\\d+)?)W)?(?:(?<days>\\d+(?:[,.]\\d+)?)D)?"
                    + "(?:T(?:(?<hours>\\d+(?:[,.]\\d+)?)H)?(?:(?<minutes>\\d+(?:[,.]\\d+)?)M)?"
                    + "(?:(?<seconds>\\d+(?:[,.]\\d+)?)S)?)?");
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private IsoDates() {}

    /** A moment in UTC; a text without an offset is in UTC already. */
    static DateTime parse(String text) {
        Matcher matcher = DATE_TIME.matcher(text);
        if (!matcher.matches()) {
            throw PythonException.value("the text is no ISO 8601 date or time");
        }
        try {
            LocalDateTime local = date(matcher).atStartOfDay().plus(time(matcher));
            return new DateTime(local, zone(matcher.group("zone"))).at(DateTime.Zone.PYTZ_UTC);
        } catch (DateTimeException e) {
            throw PythonException.value("the text has a date or time that does not exist");
        }
    }

    private static LocalDate date(Matcher matcher) {
        int year = Integer.parseInt(matcher.group("year"));
        if (year == 0) {
            throw new DateTimeException("there is no year 0");
        }
        if (matcher.group("ordinal") != null) {
            return LocalDate.ofYearDay(year, number(matcher.group("ordinal"), 1));
        }
        if (matcher.group("week") != null) {
            return LocalDate.of(year, 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number(matcher.group("week"), 1))
                    .with(ChronoField.DAY_OF_WEEK, number(matcher.group("weekday"), 1));
        }
        boolean compact = matcher.group("month2") != null;
        return LocalDate.of(
                year,
                number(matcher.group(compact ? "month2" : "month"), 1),
                number(matcher.group(compact ? "day2" : "day"), 1));
    }

    private static Duration time(Matcher matcher) {
        int hour = number(matcher.group("hour"), 0);
        int minute = number(matcher.group("minute"), 0);
        int second = number(matcher.group("second"), 0);
        String fraction = matcher.group("fraction");
        int micros = fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6));
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute != 0 || second != 0 || micros != 0))) {
            throw new DateTimeException("out of range");
        }
        return Duration.ofSeconds(hour * 3600L + minute * 60L + second, micros * 1000L);
    }

    private static DateTime.Zone zone(@Nullable String zone) {
        if (zone == null || zone.equalsIgnoreCase("Z")) {
            return DateTime.Zone.UTC;
        }
        String digits = zone.substring(1).replace(":", "");
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
        if (minutes > 59) {
            throw new DateTimeException("out of range");
        }
        int seconds = hours * 3600 + minutes * 60;
        return DateTime.Zone.of(ZoneOffset.ofTotalSeconds(zone.startsWith("-") ? -seconds : seconds));
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** A duration: of fixed length, or by the calendar if it has years or months. */
    static Object duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw PythonException.value("the text is no ISO 8601 duration");
        }
        boolean negative = "-".equals(matcher.group("sign"));
        BigDecimal seconds = part(matcher, "weeks")
                .multiply(BigDecimal.valueOf(604_800))
                .add(part(matcher, "days").multiply(BigDecimal.valueOf(86_400)))
                .add(part(matcher, "hours").multiply(BigDecimal.valueOf(3600)))
                .add(part(matcher, "minutes").multiply(BigDecimal.valueOf(60)))
                .add(part(matcher, "seconds"));
        Duration rest = Dates.ofMicros(seconds.multiply(MICROS).doubleValue());
        BigDecimal months =
                part(matcher, "years").multiply(BigDecimal.valueOf(12)).add(part(matcher, "months"));
        if (months.signum() == 0) {
            return negative ? rest.negated() : rest;
        }
        try {
            CalendarDuration duration = new CalendarDuration(months.longValueExact(), rest);
            return negative ? duration.negated() : duration;
        } catch (ArithmeticException e) {
            throw PythonException.value("the duration has a fraction of a month");
        }
    }

    private static BigDecimal part(Matcher matcher, String name) {
        String digits = matcher.group(name);
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits.replace(',', '.'));
    }
}
