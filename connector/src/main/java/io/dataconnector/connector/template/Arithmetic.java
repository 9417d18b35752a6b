package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Python's arithmetic operators
 * (<a href="https://docs.python.org/3/reference/expressions.html#binary-arithmetic-operations">Binary arithmetic
 * operations</a>), with sizes bounded so that a template cannot exhaust the heap.
 */
final class Arithmetic {
    private static final int MAX_BITS = 100_000;
    private static final int MAX_ITEMS = 10_000_000;

    private Arithmetic() {}

    static Object negate(Object value) {
        if (value instanceof Long number && number != Long.MIN_VALUE) {
            return -number;
        }
        if (Numbers.isInteger(value)) {
            return Numbers.integer(Numbers.toBigInteger(value).negate());
        }
        if (Numbers.isFloat(value)) {
            return -Numbers.toDouble(value);
        }
        if (value instanceof Duration duration) {
            return duration.negated();
        }
        if (value instanceof CalendarDuration duration) {
            return duration.negated();
        }
        throw undefinedOr(value, "unary -");
    }

    static Object plus(Object value) {
        if (Numbers.isInteger(value)) {
            return value instanceof Boolean ? Numbers.integer(Numbers.toBigInteger(value)) : value;
        }
        if (Numbers.isFloat(value) || value instanceof Duration) {
            return value;
        }
        throw undefinedOr(value, "unary +");
    }

    private static PythonException undefinedOr(Object value, String operator) {
        return value instanceof Undefined undefined
                ? undefined.failure()
                : PythonException.type(operator + " is not defined for '" + Types.name(value) + "'");
    }

    static Object apply(ArithmeticOperator operator, Object left, Object right) {
        if (left instanceof String format && operator == ArithmeticOperator.MODULO) {
            return PercentFormat.format(format, right);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (Numbers.isInteger(left) && Numbers.isInteger(right)) {
            return integers(operator, left, right);
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return reals(operator, Numbers.toDouble(left), Numbers.toDouble(right));
        }
        Optional<Object> result = switch (operator) {
            case ADD -> join(left, right).or(() -> Dates.add(left, right));
            case SUBTRACT -> Dates.subtract(left, right);
            case MULTIPLY -> repeat(left, right).or(() -> repeat(right, left)).or(() -> Dates.scale(left, right));
            case DIVIDE, FLOOR_DIVIDE -> Dates.divide(operator, left, right);
            case MODULO, POWER -> Optional.empty();
        };
        return result.orElseThrow(() -> PythonException.type("'" + operator.symbol() + "' is not defined for '"
                + Types.name(left) + "' and '" + Types.name(right) + "'"));
    }

    private static Object integers(ArithmeticOperator operator, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            try {
                switch (operator) {
                    case ADD -> {
                        return Math.addExact(a, b);
                    }
                    case SUBTRACT -> {
                        return Math.subtractExact(a, b);
                    }
                    case MULTIPLY -> {
                        return Math.multiplyExact(a, b);
                    }
                    case DIVIDE, FLOOR_DIVIDE, MODULO, POWER -> {}
                }
            } catch (ArithmeticException e) {
                return bigIntegers(operator, BigInteger.valueOf(a), BigInteger.valueOf(b));
            }
        }
        return bigIntegers(operator, Numbers.toBigInteger(left), Numbers.toBigInteger(right));
    }

    private static Object bigIntegers(ArithmeticOperator operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case ADD -> Numbers.integer(left.add(right));
            case SUBTRACT -> Numbers.integer(left.subtract(right));
            case MULTIPLY -> {
                requireBits((long) left.bitLength() + right.bitLength());
                yield Numbers.integer(left.multiply(right));
            }
            case DIVIDE -> {
                requireNonZero(right.signum() != 0);
                yield new BigDecimal(left)
                        .divide(new BigDecimal(right), new MathContext(40))
                        .doubleValue();
            }
            case FLOOR_DIVIDE -> {
                requireNonZero(right.signum() != 0);
                BigInteger[] parts = left.divideAndRemainder(right);
                boolean down = parts[1].signum() != 0 && parts[1].signum() != right.signum();
                yield Numbers.integer(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
            }
            case MODULO -> {
                requireNonZero(right.signum() != 0);
                BigInteger rest = left.remainder(right);
                boolean other = rest.signum() != 0 && rest.signum() != right.signum();
                yield Numbers.integer(other ? rest.add(right) : rest);
            }
            case POWER -> power(left, right);
        };
    }

    private static Object power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            requireNonZero(base.signum() != 0);
            return Math.pow(base.doubleValue(), exponent.doubleValue());
        }
        if (base.bitLength() <= 1 && exponent.bitLength() > 31) {
            return Numbers.integer(exponent.testBit(0) ? base : base.multiply(base));
        }
        requireBits(exponent.bitLength() > 31 ? Long.MAX_VALUE : (long) base.bitLength() * exponent.intValue());
        return Numbers.integer(base.pow(exponent.intValue()));
    }

    private static void requireBits(long bits) {
        if (bits > MAX_BITS) {
            throw PythonException.value("the int is too large; a template may compute ints of " + MAX_BITS + " bits");
        }
    }

    private static void requireNonZero(boolean nonZero) {
        if (!nonZero) {
            throw PythonException.value("division by zero");
        }
    }

    private static Object reals(ArithmeticOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> {
                requireNonZero(right != 0);
                yield left / right;
            }
            case FLOOR_DIVIDE -> {
                requireNonZero(right != 0);
                yield floorDivide(left, right);
            }
            case MODULO -> {
                requireNonZero(right != 0);
                yield modulo(left, right);
            }
            case POWER -> realPower(left, right);
        };
    }

    private static double modulo(double left, double right) {
        double rest = left % right;
        if (rest == 0) {
            return Math.copySign(0.0, right);
        }
        return (right < 0) == (rest < 0) ? rest : rest + right;
    }

    private static double floorDivide(double left, double right) {
        double rest = left % right;
        double quotient = (left - rest) / right;
        if (rest != 0 && (right < 0) != (rest < 0)) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double realPower(double left, double right) {
        requireNonZero(left != 0 || right >= 0);
        if (left < 0 && right != Math.rint(right)) {
            throw PythonException.value("the power would be a complex number");
        }
        if (left == 1) {
            return 1;
        }
        double result = Math.pow(left, right);
        if (Double.isInfinite(result) && !Double.isInfinite(left) && !Double.isInfinite(right)) {
            throw PythonException.value("the power is too large for a float");
        }
        return result;
    }

    private static Optional<Object> join(Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            return Optional.of(a + b);
        }
        if (left instanceof List && right instanceof List) {
            List<Object> joined = new ArrayList<>(Types.list(left));
            joined.addAll(Types.list(right));
            return Optional.of(joined);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            List<Object> joined = new ArrayList<>(a.items());
            joined.addAll(b.items());
            return Optional.of(new Tuple(joined));
        }
        return Optional.empty();
    }

    private static Optional<Object> repeat(Object sequence, Object count) {
        if (!Numbers.isInteger(count)
                || !(sequence instanceof String || sequence instanceof List || sequence instanceof Tuple)) {
            return Optional.empty();
        }
        long times = Math.max(0, Numbers.toLong(count));
        long length = sequence instanceof String text ? text.length() : Types.length(sequence);
        if (times != 0 && length > MAX_ITEMS / times) {
            throw PythonException.value("the repetition is too long; a template may make " + MAX_ITEMS + " items");
        }
        if (sequence instanceof String text) {
            return Optional.of(length == 0 ? "" : text.repeat((int) times));
        }
        List<Object> repeated = new ArrayList<>();
        if (length != 0) {
            for (long i = 0; i < times; i++) {
                repeated.addAll(Types.items(sequence));
            }
        }
        return Optional.of(sequence instanceof Tuple ? new Tuple(repeated) : repeated);
    }
}
