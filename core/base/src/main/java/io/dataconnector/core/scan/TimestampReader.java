package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Optional;

/**
 * Reads timestamps from ASCII text into instants, and is used again for the next one, so that a
 * record costs no object.
 *
 * <p>Readable is RFC 3339, section 5.6, and a little more: {@code 2024-06-02T08:01:18.666Z}, the
 * {@code T} also {@code t} or a space, seconds with up to nine decimal places, the offset {@code Z},
 * {@code z}, {@code +02:00}, {@code +0200} or {@code +02}. A leap second, {@code :60}, is the instant
 * of the next minute's first second, as in POSIX. Text without an offset names no instant and is not
 * readable.
 */
public final class TimestampReader {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int MIN_LENGTH = "2024-06-02T08:01:18Z".length();
    private static final int MAX_DECIMAL_PLACES = 9;
    /** The nanoseconds of the last decimal place, by how many there are. */
    private static final int[] NANOS_PER_PLACE = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };
    /** The days of a year that is no leap year before each month. */
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    /** The days from 0000-01-01 to 1970-01-01. */
    private static final long DAYS_BEFORE_1970 = 719_528;

    private long seconds;
    private int nanos;

    /** Seconds since 1970-01-01T00:00:00Z of the timestamp that was read last. */
    public long seconds() {
        return seconds;
    }

    /** Nanoseconds within the second, 0 to 999,999,999. */
    public int nanos() {
        return nanos;
    }

    /** The timestamp that was read last. */
    public Instant instant() {
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** Compares the timestamp that was read last with an instant, as {@link Instant#compareTo} does. */
    public int compareTo(Instant other) {
        int order = Long.compare(seconds, other.getEpochSecond());
        return order != 0 ? order : Integer.compare(nanos, other.getNano());
    }

    /** Reads one text, for places that are not hot. */
    public static Optional<Instant> parse(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        TimestampReader reader = new TimestampReader();
        return reader.read(bytes, 0, bytes.length) ? Optional.of(reader.instant()) : Optional.empty();
    }

    /**
     * Reads one text as {@link #parse} does, and also a date, {@code 2024-06-02}, and a timestamp without an offset,
     * both of which are in UTC: for what people and runners write, not for records.
     */
    public static Optional<Instant> parseInUtc(String text) {
        return parse(text).or(() -> parse(text + "Z")).or(() -> parse(text + "T00:00:00Z"));
    }

    /** Reads the text in {@code [from, to)} and says whether it is a timestamp. */
    public boolean read(byte[] text, int from, int to) {
        if (to - from < MIN_LENGTH
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || !isDateTimeSeparator(text[from + 10])
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return false;
        }
        int year = two(text, from) * 100 + two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        if (two(text, from) < 0
                || two(text, from + 2) < 0
                || !isDate(year, month, day)
                || !isTime(hour, minute, second)) {
            return false;
        }
        int secondOfDay = hour * 3_600 + minute * 60 + second;
        seconds = epochDay(year, month, day) * SECONDS_PER_DAY + secondOfDay;
        int offset = fraction(text, from + 19, to);
        return offset > 0 && offset(text, offset, to);
    }

    private static boolean isDateTimeSeparator(byte b) {
        return b == 'T' || b == ' ' || b == 't';
    }

    private static boolean isDate(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= daysBefore(year, month + 1) - daysBefore(year, month));
    }

    /** The days of a year before a month; month 13 is the next January. */
    private static int daysBefore(int year, int month) {
        int days = DAYS_BEFORE_MONTH[month - 1];
        return month > 2 && isLeapYear(year) ? days + 1 : days;
    }

    private static boolean isLeapYear(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The days from 1970-01-01 to a date of the years 0 to 9999, in the Gregorian calendar. */
    private static long epochDay(int year, int month, int day) {
        // 0000 is a leap year: of the years before this one, how many are?
        int leapYears = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
        return 365L * year + leapYears + daysBefore(year, month) + day - 1 - DAYS_BEFORE_1970;
    }

    private static boolean isTime(int hour, int minute, int second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    }

    /** Reads the decimal places, if any, and answers where the offset begins; -1 if they are unfit. */
    private int fraction(byte[] text, int from, int to) {
        nanos = 0;
        if (text[from] != '.') {
            return from;
        }
        int at = from + 1;
        int digits = 0;
        while (at < to && isDigit(text[at])) {
            if (at - from > MAX_DECIMAL_PLACES) {
                return -1;
            }
            digits = digits * 10 + (text[at] - '0');
            at++;
        }
        int places = at - from - 1;
        nanos = digits * NANOS_PER_PLACE[places];
        return places > 0 ? at : -1;
    }

    /** Reads the offset and takes it from the seconds. */
    private boolean offset(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 1) {
            return text[from] == 'Z' || text[from] == 'z';
        }
        if (length < 3 || (text[from] != '+' && text[from] != '-')) {
            return false;
        }
        int hours = two(text, from + 1);
        int minutes = switch (length) {
            case 3 -> 0;
            case 5 -> two(text, from + 3);
            case 6 -> text[from + 3] == ':' ? two(text, from + 4) : -1;
            default -> -1;
        };
        if (!isTime(hours, minutes, 0)) {
            return false;
        }
        int offset = hours * 3_600 + minutes * 60;
        seconds -= text[from] == '-' ? -offset : offset;
        return true;
    }

    /** Two digits as a number, or a negative number if they are not digits. */
    private static int two(byte[] text, int at) {
        return isDigit(text[at]) && isDigit(text[at + 1]) ? (text[at] - '0') * 10 + (text[at + 1] - '0') : -1;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
