package io.dataconnector.normalizer.output;

import java.io.Serializable;

/** How many digits the decimals of a column have, so that a type of SQL can hold them all exactly. */
final class DecimalRange implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MAX_DIGITS = 38;
    private static final int MAX_DIGITS_IN_LONG = 18;
    private static final int MIN_SCALE = 2;

    private int wholeDigits;
    private int decimalPlaces = MIN_SCALE;

    /** Adds a number in plain notation, in ASCII. */
    void add(byte[] number, int from, int to) {
        int start = number[from] == '-' ? from + 1 : from;
        int point = start;
        while (point < to && number[point] != '.') {
            point++;
        }
        wholeDigits = Math.max(wholeDigits, point - start);
        decimalPlaces = Math.max(decimalPlaces, to - point - 1);
    }

    /** Adds the numbers of another range. */
    void add(DecimalRange other) {
        wholeDigits = Math.max(wholeDigits, other.wholeDigits);
        decimalPlaces = Math.max(decimalPlaces, other.decimalPlaces);
    }

    /** The narrowest of DECIMAL(18, s) and DECIMAL(38, s) that holds all values, or VARCHAR. */
    String sqlType() {
        int digits = wholeDigits + decimalPlaces;
        if (digits > MAX_DIGITS) {
            return "VARCHAR";
        }
        return "DECIMAL(" + (digits > MAX_DIGITS_IN_LONG ? MAX_DIGITS : MAX_DIGITS_IN_LONG) + ", " + decimalPlaces
                + ")";
    }
}
