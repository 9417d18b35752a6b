package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date format of a manifest: the directives of Python's {@code strptime} and {@code strftime}, and {@code %s}, {@code
 * %s_as_float}, {@code %ms}, {@code %_ms} and {@code %epoch_microseconds} of the CDK, whose {@code DatetimeParser} this
 * follows. Texts without a zone are in UTC, dates are written in UTC, and go from year 1 to 9999, in microseconds.
 */
public final class DateFormat {
    private static final Pattern ISO =
            Pattern.compile("%Y-%m-%d[Tt ]%H:%M:%S(\\.(%f|%_ms|0{1,9}))?(%z|[Zz]|[+-]00(:?00)?)");

    private final String format;
    private final Kind kind;

    /** What a text of a format is. */
    private enum Kind {
        SECONDS,
        FRACTIONAL_SECONDS,
        MILLISECONDS,
        MICROSECONDS,
        PATTERN
    }

    private DateFormat(String format) {
        this.format = requireNonNull(format, "format is null");
        kind = switch (format) {
            case "%s" -> Kind.SECONDS;
            case "%s_as_float" -> Kind.FRACTIONAL_SECONDS;
            case "%ms" -> Kind.MILLISECONDS;
            case "%epoch_microseconds" -> Kind.MICROSECONDS;
            default -> Kind.PATTERN;
        };
    }

    /** The format of a text; any text is one, even if it can only be written, as with {@code %-d}. */
    public static DateFormat of(String format) {
        return new DateFormat(format);
    }

    /** The format as a manifest has it. */
    public String text() {
        return format;
    }

    /** Whether dates can be read by it: it has no directive that {@code strptime} does not know. */
    public boolean canParse() {
        if (kind != Kind.PATTERN) {
            return true;
        }
        try {
            Strptime.of(TimestampFormats.plain(format));
            return true;
        } catch (PythonException e) {
            return false;
        }
    }

    /**
     * Whether it is a form of RFC 3339. A text that {@link #parse} reads is then either read to the same instant by a
     * reader of RFC 3339 timestamps, or not at all, as a month of one digit is; and all that {@link #format} writes from
     * the year 1000 on is RFC 3339.
     */
    public boolean isIso() {
        return ISO.matcher(format).matches();
    }

    /** The instant of a text, or of the digits of a number; empty if the text is not of this format. */
    public Optional<Instant> parse(String text) {
        requireNonNull(text, "text is null");
        try {
            return switch (kind) {
                case SECONDS -> integer(text).map(Instant::ofEpochSecond).filter(DateFormat::isInRange);
                case MILLISECONDS -> integer(text).map(Instant::ofEpochMilli).filter(DateFormat::isInRange);
                case MICROSECONDS ->
                    integer(text)
                            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                            .filter(DateFormat::isInRange);
                case FRACTIONAL_SECONDS ->
                    Optional.ofNullable(NumberFilters.parseFloat(text))
                            .filter(Double::isFinite)
                            .map(DateFormat::ofSeconds)
                            .filter(DateFormat::isInRange);
                case PATTERN -> {
                    DateTime moment = Strptime.parse(text, TimestampFormats.plain(format));
                    yield Optional.of(moment.local().toInstant(moment.zone().offset()));
                }
            };
        } catch (PythonException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> integer(String text) {
        return Optional.ofNullable(NumberFilters.parseInt(text, 10)).map(BigInteger::longValueExact);
    }

    private static Instant ofSeconds(double seconds) {
        long whole = (long) Math.floor(seconds);
        return Instant.ofEpochSecond(whole)
                .plus(Duration.ofNanos(Math.round(Math.rint((seconds - whole) * 1e6)) * 1000));
    }

    private static boolean isInRange(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= Dates.MIN_YEAR && year <= Dates.MAX_YEAR;
    }

    /** The text of an instant; what is shorter than a microsecond is cut off. */
    public String format(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        return TimestampFormats.format(new DateTime(local, DateTime.Zone.UTC), format);
    }

    @Override
    public String toString() {
        return format;
    }
}
