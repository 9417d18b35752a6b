package io.dataconnector.normalizer.table;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dataconnector.core.scan.JsonText;
import java.math.BigDecimal;

/** Reads decimals out of JSON numbers, and out of strings of them. */
final class DecimalText {
    /** Beyond this, plain notation would be all zeros; DuckDB's and Postgres's decimals have far fewer digits. */
    private static final int MAX_EXPONENT = 1_000;
    /** For numbers that need arithmetic, which takes time quadratic in their length. */
    private static final int MAX_DIGITS = 10_000;

    private DecimalText() {}

    /** Whether a JSON value that begins with a byte is a number. */
    static boolean isNumber(byte first) {
        return first == '-' || (first >= '0' && first <= '9');
    }

    /**
     * The decimal in a number or a string of one, as exact as its digits.
     *
     * @param expected what it should be, for the error message
     * @throws UnfitValueException if it is not a decimal, or is too long or too large to write in plain notation
     */
    static BigDecimal parse(byte[] json, int from, int to, String expected) throws UnfitValueException {
        boolean isString = json[from] == '"';
        if (!isString && !isNumber(json[from])) {
            throw UnfitValueException.of(expected, json, from, to);
        }
        String digits =
                isString ? JsonText.unescape(json, from + 1, to - 1) : new String(json, from, to - from, US_ASCII);
        if (digits.length() > MAX_DIGITS) {
            throw UnfitValueException.of(expected + " of at most " + MAX_DIGITS + " characters", json, from, to);
        }
        if (!digits.chars().allMatch(c -> c < 0x80)) {
            throw UnfitValueException.of(expected, json, from, to);
        }
        try {
            BigDecimal value = new BigDecimal(digits);
            if (Math.abs((long) value.scale()) > MAX_EXPONENT + digits.length()) {
                throw UnfitValueException.of(expected + " with an exponent up to " + MAX_EXPONENT, json, from, to);
            }
            return value;
        } catch (NumberFormatException e) {
            throw UnfitValueException.of(expected, json, from, to);
        }
    }
}
