package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonText;
import io.dataconnector.core.scan.TimestampReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns JSON values, as bytes that a scanner has passed, into the text of columns in UTF-8. Nothing
 * goes through a binary floating-point number.
 */
final class ValueConverter {
    private static final int MAX_SHOWN = 60;
    /** Beyond this, plain notation would be all zeros; DuckDB's and Postgres's decimals end far before. */
    private static final int MAX_EXPONENT = 1_000;
    /** Of numbers that must be computed with, which takes the square of their length. */
    private static final int MAX_DIGITS = 10_000;

    private static final int LENGTH_TO_SECONDS = "2024-06-02T08:01:18".length();
    private static final Instant FIRST_INSTANT = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final TimestampReader timestamp = new TimestampReader();

    /**
     * Appends the text of a value that is not null.
     *
     * @throws UnfitValueException if it is not of the type; what was appended then does not count
     */
    void append(ColumnType type, byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        switch (type) {
            case STRING -> appendString(json, from, to, out);
            case INTEGER -> appendInteger(json, from, to, out);
            case DECIMAL -> appendDecimal(json, from, to, out);
            case BOOLEAN -> appendBoolean(json, from, to, out);
            case TIMESTAMP -> appendTimestamp(json, from, to, out);
            case JSON -> {
                out.ensureRoom(to - from);
                out.truncate(JsonText.compact(json, from, to, out.bytes(), out.size()));
            }
        }
    }

    /** Reads a timestamp that {@link #append} has written. */
    TimestampReader readTimestamp(byte[] text, int from, int to) {
        if (!timestamp.read(text, from, to)) {
            throw new IllegalStateException("not a timestamp: " + new String(text, from, to - from, UTF_8));
        }
        return timestamp;
    }

    private static void appendString(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (isNumber(json[from])) {
            out.append(json, from, to);
        } else if (json[from] != '"') {
            throw unfit("a string", json, from, to);
        } else if (!JsonText.isEscaped(json, from + 1, to - 1)) {
            out.append(json, from + 1, to - 1);
        } else {
            String text = JsonText.unescape(json, from + 1, to - 1);
            if (!UTF_8.newEncoder().canEncode(text)) {
                throw new UnfitValueException("holds a lone surrogate, which UTF-8 cannot: " + shown(json, from, to));
            }
            out.append(text);
        }
    }

    private static void appendInteger(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        try {
            out.append(Long.toString(decimal(json, from, to, "a whole number").longValueExact()));
        } catch (ArithmeticException e) {
            throw unfit("a whole number of 64 bits", json, from, to);
        }
    }

    private static void appendDecimal(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (isNumber(json[from]) && isPlain(json, from, to)) {
            // Its digits are its plain notation, and there may be many.
            out.append(json, from, to);
        } else {
            out.append(decimal(json, from, to, "a number").toPlainString());
        }
    }

    /** Whether a JSON number has neither an exponent nor the sign of a zero. */
    private static boolean isPlain(byte[] json, int from, int to) {
        boolean isZero = true;
        for (int i = from; i < to; i++) {
            if ((json[i] | 0x20) == 'e') {
                return false;
            }
            isZero &= json[i] <= '0';
        }
        return !(isZero && json[from] == '-');
    }

    /** The decimal in a number or a string of one, as exact as its digits. */
    private static BigDecimal decimal(byte[] json, int from, int to, String expected) throws UnfitValueException {
        boolean isString = json[from] == '"';
        if (!isString && !isNumber(json[from])) {
            throw unfit(expected, json, from, to);
        }
        String digits =
                isString ? JsonText.unescape(json, from + 1, to - 1) : new String(json, from, to - from, US_ASCII);
        if (digits.length() > MAX_DIGITS) {
            throw unfit(expected + " of at most " + MAX_DIGITS + " characters", json, from, to);
        }
        if (!digits.chars().allMatch(c -> c < 0x80)) {
            throw unfit(expected, json, from, to);
        }
        try {
            BigDecimal value = new BigDecimal(digits);
            if (Math.abs((long) value.scale()) > MAX_EXPONENT + digits.length()) {
                throw unfit(expected + " with an exponent up to " + MAX_EXPONENT, json, from, to);
            }
            return value;
        } catch (NumberFormatException e) {
            throw unfit(expected, json, from, to);
        }
    }

    private static void appendBoolean(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        boolean isOneByte = to - from == 1;
        if (json[from] == 't' || (isOneByte && json[from] == '1')) {
            out.append("true");
        } else if (json[from] == 'f' || (isOneByte && json[from] == '0')) {
            out.append("false");
        } else {
            throw unfit("true, false, 1 or 0", json, from, to);
        }
    }

    private void appendTimestamp(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (json[from] == '"'
                && timestamp.read(json, from + 1, to - 1)
                && TimestampReader.beginsAsInstant(json, from + 1, to - 1)) {
            out.append(json, from + 1, from + 1 + LENGTH_TO_SECONDS);
            appendDecimalPlaces(timestamp.nanos(), out);
            out.append((byte) 'Z');
            return;
        }
        String expected = "a timestamp with an offset, or milliseconds since 1970";
        Instant instant;
        if (json[from] == '"') {
            instant = instantOfText(json, from, to).orElseThrow(() -> unfit(expected, json, from, to));
        } else {
            instant = instantOfMillis(decimal(json, from, to, expected))
                    .orElseThrow(() -> unfit(expected, json, from, to));
        }
        if (instant.isBefore(FIRST_INSTANT) || instant.isAfter(LAST_INSTANT)) {
            throw unfit(expected + ", in the years 0 to 9999", json, from, to);
        }
        out.append(instant.toString());
    }

    /** Appends the decimal places of seconds as {@link Instant#toString} does: none, three, six or nine. */
    private static void appendDecimalPlaces(int nanos, TextBuffer out) {
        int rest = nanos;
        if (rest > 0) {
            out.append((byte) '.');
        }
        while (rest > 0) {
            int thousandths = rest / 1_000_000;
            out.append((byte) ('0' + thousandths / 100));
            out.append((byte) ('0' + thousandths / 10 % 10));
            out.append((byte) ('0' + thousandths % 10));
            rest = rest % 1_000_000 * 1_000;
        }
    }

    private Optional<Instant> instantOfText(byte[] json, int from, int to) {
        if (timestamp.read(json, from + 1, to - 1)) {
            return Optional.of(timestamp.instant());
        }
        return TimestampReader.parse(JsonText.unescape(json, from + 1, to - 1));
    }

    private static Optional<Instant> instantOfMillis(BigDecimal millis) {
        try {
            return Optional.of(Instant.ofEpochMilli(millis.longValueExact()));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(byte first) {
        return first == '-' || (first >= '0' && first <= '9');
    }

    private static UnfitValueException unfit(String expected, byte[] json, int from, int to) {
        return new UnfitValueException(
                "must be " + expected + " but is " + JsonText.kind(json[from]) + ": " + shown(json, from, to));
    }

    private static String shown(byte[] json, int from, int to) {
        String text = new String(json, from, Math.min(to - from, MAX_SHOWN * 4), UTF_8);
        if (text.length() <= MAX_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
        return text.substring(0, end) + "...";
    }
}
