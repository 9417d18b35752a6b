package io.dataconnector.connector.template;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jinja2's tests by name
 * (<a href="https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-tests">List of Builtin Tests</a>).
 */
final class Tests {
    private static final Map<String, Routine> ALL = new HashMap<>();

    static {
        add("defined", value -> !(value instanceof Undefined));
        add("undefined", Undefined.class::isInstance);
        add("none", None.class::isInstance);
        add("boolean", Boolean.class::isInstance);
        add("true", value -> Boolean.TRUE.equals(value));
        add("false", value -> Boolean.FALSE.equals(value));
        add("integer", value -> Numbers.isInteger(value) && !(value instanceof Boolean));
        add("float", Numbers::isFloat);
        add("number", Numbers::isNumber);
        add("string", String.class::isInstance);
        add("mapping", Dict.class::isInstance);
        add(
                "sequence",
                value -> Types.hasLength(value)
                        && !(value instanceof SetValue)
                        && !(value instanceof DictView)
                        && !(value instanceof Undefined));
        add("iterable", Types::isIterable);
        add("callable", value -> value instanceof BoundRoutine || value instanceof Undefined);
        add("escaped", value -> false);
        add("lower", value -> StringMethods.isLower(PythonText.str(value)));
        add("upper", value -> StringMethods.isUpper(PythonText.str(value)));
        add("odd", value -> isRest(value, 2L, 1L));
        add("even", value -> isRest(value, 2L, 0L));
        add("filter", value -> value instanceof String name && Filters.find(name) != null);
        add("test", value -> value instanceof String name && find(name) != null);
        ALL.put(
                "divisibleby",
                new Routine(Signature.of(1, "num"), (scope, value, arguments) -> isRest(value, arguments.get(0), 0L)));
        ALL.put(
                "sameas",
                new Routine(Signature.of(1, "other"), (scope, value, arguments) -> isSame(value, arguments.get(0))));
        comparison(ComparisonOperator.EQUAL, "eq", "equalto", "==");
        comparison(ComparisonOperator.UNEQUAL, "ne", "!=");
        comparison(ComparisonOperator.LESS, "lt", "lessthan", "<");
        comparison(ComparisonOperator.LESS_OR_EQUAL, "le", "<=");
        comparison(ComparisonOperator.GREATER, "gt", "greaterthan", ">");
        comparison(ComparisonOperator.GREATER_OR_EQUAL, "ge", ">=");
        comparison(ComparisonOperator.IN, "in");
    }

    private Tests() {}

    private static void add(String name, Predicate<Object> predicate) {
        ALL.put(name, new Routine(Signature.of(0), (scope, value, arguments) -> predicate.test(value)));
    }

    private static void comparison(ComparisonOperator operator, String... names) {
        for (String name : names) {
            ALL.put(
                    name,
                    new Routine(
                            Signature.positional(1, "other"),
                            (scope, value, arguments) -> operator.test(value, arguments.get(0))));
        }
    }

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    /** Calls a test by a name that is known when it is reached only. */
    static Object call(Scope scope, Object name, Object value, Arguments arguments) {
        Routine test = name instanceof String known ? find(known) : null;
        if (test == null) {
            throw PythonException.value("there is no test of the given name");
        }
        return test.call(scope, value, arguments);
    }

    private static boolean isRest(Object value, Object divisor, Object rest) {
        return Comparisons.equal(Arithmetic.apply(ArithmeticOperator.MODULO, value, divisor), rest);
    }

    private static boolean isSame(Object left, Object right) {
        return left.getClass() == right.getClass() && Comparisons.equal(left, right);
    }
}
