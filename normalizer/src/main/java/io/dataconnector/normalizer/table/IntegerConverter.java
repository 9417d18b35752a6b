package io.dataconnector.normalizer.table;

/** Whole numbers of 64 bits, in any notation. */
final class IntegerConverter implements ValueConverter {
    /** Any number with this many digits fits in 64 bits. */
    private static final int MAX_SURE_DIGITS = 18;

    @Override
    public void append(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (isInPlainDigits(json, from, to)) {
            out.append(json, from, to);
            return;
        }
        try {
            out.append(Long.toString(
                    DecimalText.parse(json, from, to, "a whole number").longValueExact()));
        } catch (ArithmeticException e) {
            throw UnfitValueException.of("a whole number of 64 bits", json, from, to);
        }
    }

    /** Whether a value is its own text: a JSON number has no leading zeros. */
    private static boolean isInPlainDigits(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        return to - from <= MAX_SURE_DIGITS;
    }
}
