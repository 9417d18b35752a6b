package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date format of a manifest, read and written as the CDK's {@code DatetimeParser} does: {@code strptime} and {@code
 * strftime} of Python, and {@code %s}, {@code %s_as_float}, {@code %ms}, {@code %_ms} and {@code %epoch_microseconds}.
 */
public final class DateFormat {
    private static final Pattern ISO = Pattern.compile("%Y-%m-%d[T ]%H:%M:%S(?:\\.%f|\\.%_ms)?(?:%z|Z)");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private final String format;

    private DateFormat(String format) {
        this.format = requireNonNull(format, "format is null");
    }

    /** A format; whether it is valid shows when a text is parsed. */
    public static DateFormat of(String format) {
        return new DateFormat(format);
    }

    /** A text without a zone is in UTC; empty if the text does not match. */
    public Optional<Instant> parse(String text) {
        return read(text).filter(instant -> !instant.isBefore(FIRST) && instant.isBefore(LAST));
    }

    private Optional<Instant> read(String text) {
        try {
            return switch (format) {
                case "%s" -> Optional.of(Instant.ofEpochSecond(integer(text).longValueExact()));
                case "%ms" -> Optional.of(Instant.ofEpochMilli(integer(text).longValueExact()));
                case "%epoch_microseconds" ->
                    Optional.of(Instant.EPOCH.plus(integer(text).longValueExact(), ChronoUnit.MICROS));
                case "%s_as_float" -> {
                    BigDecimal micros =
                            new BigDecimal(text.strip()).movePointRight(6).setScale(0, RoundingMode.HALF_EVEN);
                    yield Optional.of(Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS));
                }
                default -> {
                    DateTime parsed = Strptime.parse(text, format.replace("%_ms", "%f"));
                    yield Optional.of(parsed.local().toInstant(parsed.zone().offset()));
                }
            };
        } catch (PythonException | NumberFormatException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static BigInteger integer(String text) {
        return new BigInteger(text.strip());
    }

    /** The text of an instant in UTC, to the microsecond. */
    public String format(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        return TimestampFormats.format(new DateTime(local, DateTime.Zone.UTC), format);
    }

    /** Whether texts of this format are such as {@code TimestampReader} reads. */
    public boolean isIso() {
        return ISO.matcher(format).matches();
    }

    /** As in the manifest. */
    @Override
    public String toString() {
        return format;
    }
}
