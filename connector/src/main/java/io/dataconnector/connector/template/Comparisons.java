package io.dataconnector.connector.template;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Python's equality, order and membership
 * (<a href="https://docs.python.org/3/reference/expressions.html#comparisons">Comparisons</a>).
 */
final class Comparisons {
    /** The order of {@code sorted()}. */
    static final Comparator<Object> ORDER = (left, right) -> {
        if (isLess(left, right)) {
            return -1;
        }
        return isLess(right, left) ? 1 : 0;
    };

    private Comparisons() {}

    static boolean equal(Object left, Object right) {
        if (left instanceof String || right instanceof String) {
            return left.equals(right);
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return !Numbers.isNaN(left) && !Numbers.isNaN(right) && Numbers.compare(left, right) == 0;
        }
        if (left instanceof List && right instanceof List) {
            return equalItems(Types.list(left), Types.list(right));
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return equalItems(a.items(), b.items());
        }
        if (left instanceof Dict a && right instanceof Dict b) {
            return equalDicts(a, b);
        }
        if (left instanceof Undefined && right instanceof Undefined) {
            return true;
        }
        if (left instanceof DateTime a && right instanceof DateTime b) {
            return a.isAware() == b.isAware() && a.compareTo(b) == 0;
        }
        return left.equals(right);
    }

    private static boolean equalItems(List<Object> left, List<Object> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<Object> others = right.iterator();
        for (Object item : left) {
            if (!equal(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalDicts(Dict left, Dict right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Object key : left.keys()) {
            Object mine = left.get(key);
            Object other = right.get(key);
            if (mine == null || other == null || !equal(mine, other)) {
                return false;
            }
        }
        return true;
    }

    static boolean isLess(Object left, Object right) {
        return ordered(ComparisonOperator.LESS, left, right);
    }

    /** One of the four ordering operators, with Python's type error where there is no order. */
    static boolean ordered(ComparisonOperator operator, Object left, Object right) {
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if ((Numbers.isNaN(left) && Numbers.isNumber(right)) || (Numbers.isNaN(right) && Numbers.isNumber(left))) {
            return false;
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return orderedItems(operator, a.items(), b.items());
        }
        if (left instanceof List && right instanceof List) {
            return orderedItems(operator, Types.list(left), Types.list(right));
        }
        return operator.accepts(compare(operator, left, right));
    }

    private static int compare(ComparisonOperator operator, Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            return compareText(a, b);
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof DateTime a && right instanceof DateTime b) {
            if (a.isAware() != b.isAware()) {
                throw PythonException.type("a datetime without a time zone cannot be compared to one with it");
            }
            return a.compareTo(b);
        }
        if (left instanceof LocalDate a && right instanceof LocalDate b) {
            return a.compareTo(b);
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        throw PythonException.type("'" + operator.symbol() + "' is not defined between '" + Types.name(left) + "' and '"
                + Types.name(right) + "'");
    }

    /** By code point, where Java's own order goes by UTF-16 unit. */
    static int compareText(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : (Character.isSurrogate(a) ? 1 : -1);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static boolean orderedItems(ComparisonOperator operator, List<Object> left, List<Object> right) {
        int length = Math.min(left.size(), right.size());
        for (int i = 0; i < length; i++) {
            if (!equal(left.get(i), right.get(i))) {
                return ordered(operator, left.get(i), right.get(i));
            }
        }
        return operator.accepts(Integer.compare(left.size(), right.size()));
    }

    /** Whether {@code item in container}. */
    static boolean contains(Object container, Object item) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                return text.contains(part);
            }
            throw PythonException.type(
                    "'in' with a string on its right needs a string on its left, not '" + Types.name(item) + "'");
        }
        if (container instanceof Dict dict) {
            return dict.get(item) != null;
        }
        if (!Types.isIterable(container)) {
            throw PythonException.type("'in' is not defined for a value of type '" + Types.name(container) + "'");
        }
        Iterator<Object> items = Types.iterator(container);
        while (items.hasNext()) {
            if (equal(items.next(), item)) {
                return true;
            }
        }
        return false;
    }
}
