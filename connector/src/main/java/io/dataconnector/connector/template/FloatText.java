package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A float as Python prints it: the fewest digits that read back as the same number, with an exponent below 1e-4 and from
 * 1e16 on (<a href="https://docs.python.org/3/tutorial/floatingpoint.html">Floating-Point Arithmetic</a>).
 */
final class FloatText {
    private static final int ALWAYS_EXACT_DIGITS = 15;
    private static final int MAX_DIGITS = 17;
    private static final int FIRST_EXPONENT = 16;
    private static final int LAST_SMALL_EXPONENT = -4;

    private FloatText() {}

    static String of(double real) {
        if (Double.isNaN(real)) {
            return "nan";
        }
        if (Double.isInfinite(real)) {
            return real > 0 ? "inf" : "-inf";
        }
        if (real == 0) {
            return 1 / real < 0 ? "-0.0" : "0.0";
        }
        if (real == Math.rint(real) && Math.abs(real) < 1e15) {
            return (long) real + ".0";
        }
        BigDecimal shortest = shortest(Math.abs(real));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String text = exponent < LAST_SMALL_EXPONENT || exponent >= FIRST_EXPONENT
                ? scientific(digits, exponent)
                : plain(shortest);
        return real < 0 ? "-" + text : text;
    }

    private static BigDecimal shortest(double real) {
        BigDecimal exact = new BigDecimal(real);
        for (int digits = ALWAYS_EXACT_DIGITS; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == real) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String plain(BigDecimal value) {
        String text = value.toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
