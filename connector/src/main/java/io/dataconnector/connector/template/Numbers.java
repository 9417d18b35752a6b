package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Python's numbers: int is a Long, or a BigInteger where that is too small; float is a Double, or the BigDecimal of a
 * JSON document, whose digits are kept until something is computed with it.
 */
final class Numbers {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    static Object integer(BigInteger value) {
        return value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0 ? (Object) value.longValue() : value;
    }

    static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Boolean || value instanceof BigInteger;
    }

    static boolean isFloat(Object value) {
        return value instanceof Double || value instanceof BigDecimal;
    }

    static boolean isNumber(Object value) {
        return isInteger(value) || isFloat(value);
    }

    static BigInteger toBigInteger(Object integer) {
        if (integer instanceof BigInteger big) {
            return big;
        }
        return integer instanceof Boolean flag
                ? (flag ? BigInteger.ONE : BigInteger.ZERO)
                : BigInteger.valueOf((Long) integer);
    }

    /** The float of a number. */
    static double toDouble(Object number) {
        if (number instanceof Double real) {
            return real;
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.doubleValue();
        }
        double real = number instanceof Long small
                ? (double) small
                : toBigInteger(number).doubleValue();
        if (Double.isInfinite(real)) {
            throw PythonException.value("the int is too large to convert to float");
        }
        return real;
    }

    /** An int that is used as an index, a width or a count. */
    static long toLong(Object value) {
        if (value instanceof Long small) {
            return small;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof BigInteger big) {
            return big.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        throw PythonException.type("'" + Types.name(value) + "' cannot be interpreted as an integer");
    }

    static int toInt(Object value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, toLong(value)));
    }

    /** The int part of a float. */
    static Object truncate(double real) {
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            throw PythonException.value("cannot convert a float that is not finite to integer");
        }
        return integer(new BigDecimal(real).toBigInteger());
    }

    /** Compares two numbers exactly; NaN has been ruled out. */
    static int compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (isInteger(left) && isInteger(right)) {
            return toBigInteger(left).compareTo(toBigInteger(right));
        }
        double a = comparable(left);
        double b = comparable(right);
        if (Double.isInfinite(a) || Double.isInfinite(b) || (isFloat(left) && isFloat(right))) {
            return a == b ? 0 : Double.compare(a, b);
        }
        return exact(left).compareTo(exact(right));
    }

    static boolean isNaN(Object value) {
        return value instanceof Double real && Double.isNaN(real);
    }

    private static double comparable(Object number) {
        return isFloat(number) ? toDouble(number) : 0;
    }

    private static BigDecimal exact(Object number) {
        return isFloat(number) ? new BigDecimal(toDouble(number)) : new BigDecimal(toBigInteger(number));
    }
}
