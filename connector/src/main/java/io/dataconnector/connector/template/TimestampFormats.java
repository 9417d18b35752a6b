package io.dataconnector.connector.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * The date formats that the CDK adds to Python's: {@code %s}, {@code %s_as_float}, {@code %ms}, {@code %_ms} and
 * {@code %epoch_microseconds}.
 */
final class TimestampFormats {
    private static final DateTime EPOCH = new DateTime(LocalDateTime.of(1970, 1, 1, 0, 0), DateTime.Zone.UTC);
    private static final String MILLISECONDS = "%_ms";

    private TimestampFormats() {}

    /** Parses an int by a format. */
    static DateTime parse(Object number, String format) {
        try {
            return switch (format) {
                case "%s", "%s_as_float" -> Dates.inRange(EPOCH.plus(Duration.ofSeconds(Numbers.toLong(number))));
                case "%epoch_microseconds" -> Dates.inRange(EPOCH.plus(Dates.ofMicros(Numbers.toDouble(number))));
                case "%ms" -> Dates.inRange(EPOCH.plus(Duration.ofMillis(Numbers.toLong(number))));
                default -> {
                    DateTime parsed = Strptime.parse(PythonText.str(number), plain(format));
                    yield parsed.isAware() ? parsed : new DateTime(parsed.local(), DateTime.Zone.UTC);
                }
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw Dates.outOfRange();
        }
    }

    /** A format with what Python knows of the same length in the place of {@code %_ms}. */
    static String plain(String format) {
        return format.replace(MILLISECONDS, "%f");
    }

    static String format(DateTime moment, String format) {
        return switch (format) {
            case "%s" -> String.valueOf((long) moment.timestamp());
            case "%s_as_float" -> FloatText.of(moment.timestamp());
            case "%epoch_microseconds" -> String.valueOf((long) (moment.timestamp() * 1_000_000));
            case "%ms" -> String.valueOf((long) (moment.timestamp() * 1000));
            default -> {
                if (!format.contains(MILLISECONDS)) {
                    yield Strftime.format(moment, format);
                }
                String text = Strftime.format(moment, plain(format));
                yield text.replace(Strftime.format(moment, "%f"), "%03d".formatted(moment.microsecond() / 1000));
            }
        };
    }
}
