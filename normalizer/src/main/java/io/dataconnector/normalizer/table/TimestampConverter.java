package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.TimestampReader;
import io.dataconnector.core.scan.UtcText;
import java.math.BigDecimal;
import java.time.Instant;

/** Instants: timestamps with an offset, or milliseconds since 1970. Their text is that of {@link Instant#toString}. */
final class TimestampConverter implements ValueConverter {
    private static final String EXPECTED = "a timestamp with an offset, or milliseconds since 1970";
    /** The first digit of the seconds in {@code 23:59:60}. */
    private static final char LEAP_SECOND = '6';

    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final TimestampReader reader = new TimestampReader();

    @Override
    public void append(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (json[from] != '"') {
            appendMillis(json, from, to, out);
            return;
        }
        if (reader.read(json, from + 1, to - 1)) {
            if (beginsAsInUtc(json, from + 1, to - 1)) {
                out.append(json, from + 1, from + 1 + UtcText.LENGTH);
                appendDecimalPlaces(reader.nanos(), out);
                out.append((byte) 'Z');
                return;
            }
        } else if (!readUnescaped(json, from, to)) {
            throw UnfitValueException.of(EXPECTED, json, from, to);
        }
        if (reader.seconds() < UtcText.FIRST_SECOND || reader.seconds() > UtcText.LAST_SECOND) {
            throw outOfRange(json, from, to);
        }
        append(reader.seconds(), reader.nanos(), out);
    }

    /** Whether a timestamp has date and time in the output's form, apart from the decimal places. */
    private static boolean beginsAsInUtc(byte[] timestamp, int from, int to) {
        return timestamp[from + 10] == 'T' && timestamp[from + 17] != LEAP_SECOND && timestamp[to - 1] == 'Z';
    }

    private boolean readUnescaped(byte[] json, int from, int to) {
        byte[] text = JsonText.unescape(json, from + 1, to - 1).getBytes(US_ASCII);
        return reader.read(text, 0, text.length);
    }

    private static void appendMillis(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        BigDecimal decimal = DecimalText.parse(json, from, to, EXPECTED);
        long millis;
        try {
            millis = decimal.longValueExact();
        } catch (ArithmeticException e) {
            throw UnfitValueException.of(EXPECTED, json, from, to);
        }
        long seconds = Math.floorDiv(millis, MILLIS_PER_SECOND);
        if (seconds < UtcText.FIRST_SECOND || seconds > UtcText.LAST_SECOND) {
            throw outOfRange(json, from, to);
        }
        append(seconds, Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI, out);
    }

    private static UnfitValueException outOfRange(byte[] json, int from, int to) {
        return UnfitValueException.of(EXPECTED + ", in the years 0 to 9999", json, from, to);
    }

    /**
     * Appends an instant of the years 0 to 9999.
     *
     * @param seconds since 1970-01-01T00:00:00Z
     * @param nanos within the second
     */
    static void append(long seconds, int nanos, TextBuffer out) {
        out.ensureRoom(UtcText.LENGTH);
        UtcText.put(seconds, out.bytes(), out.size());
        out.truncate(out.size() + UtcText.LENGTH);
        appendDecimalPlaces(nanos, out);
        out.append((byte) 'Z');
    }

    private static void appendTwo(int number, TextBuffer out) {
        out.append((byte) ('0' + number / 10));
        out.append((byte) ('0' + number % 10));
    }

    /** None, three, six or nine of them. */
    private static void appendDecimalPlaces(int nanos, TextBuffer out) {
        int rest = nanos;
        if (rest > 0) {
            out.append((byte) '.');
        }
        while (rest > 0) {
            int thousandths = rest / 1_000_000;
            out.append((byte) ('0' + thousandths / 100));
            appendTwo(thousandths % 100, out);
            rest = rest % 1_000_000 * 1_000;
        }
    }
}
