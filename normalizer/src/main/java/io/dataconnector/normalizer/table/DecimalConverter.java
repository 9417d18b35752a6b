package io.dataconnector.normalizer.table;

/** Numbers with the source's digits, in plain notation. */
final class DecimalConverter implements ValueConverter {
    @Override
    public void append(byte[] json, int from, int to, TextBuffer out) throws UnfitValueException {
        if (DecimalText.isNumber(json[from]) && isPlain(json, from, to)) {
            // Its digits already are its plain notation, and there may be many.
            out.append(json, from, to);
        } else {
            out.append(DecimalText.parse(json, from, to, "a number").toPlainString());
        }
    }

    /** Whether a JSON number has neither an exponent nor a negative zero. */
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
}
