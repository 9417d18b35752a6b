package io.dataconnector.normalizer.output;

/** How many digits the decimals of a column have, so that a type of SQL can hold them all exactly. */
public final class DecimalRange {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_DIGITS_IN_LONG = 18;
    private static final int MIN_SCALE = 2;

    private int wholeDigits;
    private int decimalPlaces = MIN_SCALE;

    /** Takes notice of a value in plain notation. */
    public void add(String value) {
        int start = value.startsWith("-") ? 1 : 0;
        int point = value.indexOf('.');
        int end = point < 0 ? value.length() : point;
        wholeDigits = Math.max(wholeDigits, end - start);
        decimalPlaces = Math.max(decimalPlaces, point < 0 ? 0 : value.length() - point - 1);
    }

    /** The narrowest of DECIMAL(18, s) and DECIMAL(38, s) that holds all values, or VARCHAR. */
    public String sqlType() {
        int digits = wholeDigits + decimalPlaces;
        if (digits > MAX_DIGITS) {
            return "VARCHAR";
        }
        return "DECIMAL(" + (digits > MAX_DIGITS_IN_LONG ? MAX_DIGITS : MAX_DIGITS_IN_LONG) + ", " + decimalPlaces
                + ")";
    }
}
