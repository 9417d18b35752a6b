package io.dataconnector.normalizer.quality;

import java.util.Arrays;
import java.util.Currency;

/** The alphabetic codes of ISO 4217 that the Java runtime knows, each of three letters from A to Z. */
final class Currencies {
    /** No currency has this code. */
    static final int UNKNOWN = -2;

    private static final int LETTERS = 26;
    private static final int CODE_LENGTH = 3;
    private static final byte[] FRACTION_DIGITS = fractionDigits();

    private Currencies() {}

    private static byte[] fractionDigits() {
        byte[] digits = new byte[LETTERS * LETTERS * LETTERS];
        Arrays.fill(digits, (byte) UNKNOWN);
        for (Currency currency : Currency.getAvailableCurrencies()) {
            String code = currency.getCurrencyCode();
            int index = (code.charAt(0) - 'A') * LETTERS * LETTERS
                    + (code.charAt(1) - 'A') * LETTERS
                    + (code.charAt(2) - 'A');
            digits[index] = (byte) currency.getDefaultFractionDigits();
        }
        return digits;
    }

    /**
     * How many decimal places amounts of a currency have: -1 if that is undefined, as for gold, and
     * {@link #UNKNOWN} if the text in {@code [from, to)} is not a currency code.
     */
    static int fractionDigits(byte[] text, int from, int to) {
        if (to - from != CODE_LENGTH) {
            return UNKNOWN;
        }
        int index = 0;
        for (int i = from; i < to; i++) {
            int letter = text[i] - 'A';
            if (letter < 0 || letter >= LETTERS) {
                return UNKNOWN;
            }
            index = index * LETTERS + letter;
        }
        return FRACTION_DIGITS[index];
    }
}
