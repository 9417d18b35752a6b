package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja2's filters that give numbers. */
final class NumberFilters {
    private static final int MAX_DIGITS = 4300;
    private static final Pattern REAL = Pattern.compile(
            "[+-]?(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?");
    private static final Pattern NAMED_REAL = Pattern.compile("[+-]?(?:inf|infinity|nan)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Routine> ALL = Map.of(
            "int",
            new Routine(Signature.of(0, "default", "base"), (scope, value, arguments) -> toInt(value, arguments)),
            "float",
            new Routine(Signature.of(0, "default"), (scope, value, arguments) -> toFloat(value, arguments)),
            "abs",
            new Routine(Signature.positional(0), (scope, value, arguments) -> absolute(value)),
            "round",
            new Routine(Signature.of(0, "precision", "method"), (scope, value, arguments) -> round(value, arguments)));

    private NumberFilters() {}

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    private static Object toInt(Object value, BoundArguments arguments) {
        requireDefined(value);
        if (Numbers.isInteger(value)) {
            return Numbers.integer(Numbers.toBigInteger(value));
        }
        if (Numbers.isFloat(value)) {
            double real = Numbers.toDouble(value);
            if (Double.isInfinite(real)) {
                throw PythonException.value("an infinite float cannot become an int");
            }
            return Double.isNaN(real) ? arguments.or(0, 0L) : Numbers.truncate(real);
        }
        if (!(value instanceof String text)) {
            return arguments.or(0, 0L);
        }
        BigInteger integer = parseInt(text, Numbers.toInt(arguments.or(1, 10L)));
        if (integer != null) {
            return Numbers.integer(integer);
        }
        Double real = parseFloat(text);
        return real == null || real.isNaN() || real.isInfinite() ? arguments.or(0, 0L) : Numbers.truncate(real);
    }

    private static void requireDefined(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
    }

    /** The int of a text as {@code int(text, base)} reads it, or null. */
    static @Nullable BigInteger parseInt(String text, int base) {
        String trimmed = StringMethods.strip(text, None.NONE, true, true);
        boolean negative = trimmed.startsWith("-");
        String digits = negative || trimmed.startsWith("+") ? trimmed.substring(1) : trimmed;
        String prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
        if (!prefix.isEmpty() && digits.regionMatches(true, 0, prefix, 0, 2)) {
            digits = digits.substring(2);
        }
        if (base < 2 || base > 36 || digits.length() > MAX_DIGITS || !digits.matches("[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*")) {
            return null;
        }
        try {
            BigInteger value = new BigInteger(digits.replace("_", ""), base);
            return negative ? value.negate() : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The float of a text as {@code float(text)} reads it, or null. */
    static @Nullable Double parseFloat(String text) {
        String trimmed = StringMethods.strip(text, None.NONE, true, true);
        if (NAMED_REAL.matcher(trimmed).matches()) {
            boolean negative = trimmed.startsWith("-");
            return trimmed.toLowerCase(Locale.ROOT).endsWith("nan")
                    ? Double.NaN
                    : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return REAL.matcher(trimmed).matches() ? Double.valueOf(trimmed.replace("_", "")) : null;
    }

    private static Object toFloat(Object value, BoundArguments arguments) {
        requireDefined(value);
        if (Numbers.isNumber(value)) {
            return Numbers.toDouble(value);
        }
        Double real = value instanceof String text ? parseFloat(text) : null;
        return real == null ? arguments.or(0, 0.0) : real;
    }

    private static Object absolute(Object value) {
        if (Numbers.isInteger(value)) {
            return Numbers.integer(Numbers.toBigInteger(value).abs());
        }
        if (Numbers.isFloat(value)) {
            return Math.abs(Numbers.toDouble(value));
        }
        throw PythonException.type("abs is not defined for '" + Types.name(value) + "'");
    }

    private static Object round(Object value, BoundArguments arguments) {
        Object method = arguments.or(1, "common");
        int precision = Numbers.toInt(arguments.or(0, 0L));
        if (method.equals("ceil") || method.equals("floor")) {
            return roundTo(value, precision, method.equals("ceil"));
        }
        if (!method.equals("common")) {
            throw PythonException.value("the method of round must be common, ceil or floor");
        }
        if (Numbers.isInteger(value)) {
            BigDecimal integer = new BigDecimal(Numbers.toBigInteger(value));
            return Numbers.integer(
                    (precision < 0 ? integer.setScale(precision, RoundingMode.HALF_EVEN) : integer).toBigInteger());
        }
        if (!Numbers.isFloat(value)) {
            throw PythonException.type("round is not defined for '" + Types.name(value) + "'");
        }
        double real = Numbers.toDouble(value);
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            return real;
        }
        double rounded =
                new BigDecimal(real).setScale(precision, RoundingMode.HALF_EVEN).doubleValue();
        return rounded == 0 ? Math.copySign(0.0, real) : rounded;
    }

    private static Object roundTo(Object value, int precision, boolean up) {
        Object power = Arithmetic.apply(ArithmeticOperator.POWER, 10L, (long) precision);
        Object scaled = Arithmetic.apply(ArithmeticOperator.MULTIPLY, value, power);
        if (Numbers.isFloat(scaled)) {
            double real = Numbers.toDouble(scaled);
            scaled = Numbers.truncate(up ? Math.ceil(real) : Math.floor(real));
        }
        return Arithmetic.apply(ArithmeticOperator.DIVIDE, scaled, power);
    }
}
