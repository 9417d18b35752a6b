package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What every Python value has: the name of its type, truth, and perhaps a length and items. */
final class Types {
    private Types() {}

    static String name(Object value) {
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof Double || value instanceof BigDecimal) {
            return "float";
        }
        if (value instanceof None) {
            return "NoneType";
        }
        if (value instanceof List) {
            return "list";
        }
        if (value instanceof Dict) {
            return "dict";
        }
        if (value instanceof Tuple) {
            return "tuple";
        }
        if (value instanceof SetValue) {
            return "set";
        }
        if (value instanceof Generator generator) {
            return generator.typeName();
        }
        if (value instanceof DictView view) {
            return view.kind().typeName();
        }
        return otherName(value);
    }

    private static String otherName(Object value) {
        if (value instanceof Undefined) {
            return "Undefined";
        }
        if (value instanceof DateTime) {
            return "datetime.datetime";
        }
        if (value instanceof LocalDate) {
            return "datetime.date";
        }
        if (value instanceof Duration) {
            return "datetime.timedelta";
        }
        if (value instanceof CalendarDuration) {
            return "Duration";
        }
        if (value instanceof Slice) {
            return "slice";
        }
        if (value instanceof Namespace) {
            return "Namespace";
        }
        return value instanceof Loop ? "LoopContext" : "function";
    }

    /** Python's truth value testing. */
    static boolean isTrue(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof None || value instanceof Undefined) {
            return false;
        }
        if (Numbers.isFloat(value)) {
            return Numbers.toDouble(value) != 0;
        }
        if (value instanceof Duration duration) {
            return !duration.isZero();
        }
        return !hasLength(value) || length(value) != 0;
    }

    static boolean hasLength(Object value) {
        return value instanceof String
                || value instanceof List
                || value instanceof Tuple
                || value instanceof Dict
                || value instanceof DictView
                || value instanceof SetValue
                || value instanceof Undefined
                || value instanceof Loop;
    }

    static long length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Tuple tuple) {
            return tuple.items().size();
        }
        if (value instanceof Dict dict) {
            return dict.size();
        }
        if (value instanceof DictView view) {
            return view.items().size();
        }
        if (value instanceof SetValue set) {
            return set.elements().size();
        }
        if (value instanceof Undefined) {
            return 0;
        }
        if (value instanceof Loop loop) {
            return loop.items().size();
        }
        throw PythonException.type("a value of type '" + name(value) + "' has no length");
    }

    static boolean isIterable(Object value) {
        return hasLength(value) || value instanceof Generator;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object list) {
        return (List<Object>) list;
    }

    /** The items of anything that can be iterated; of a dict these are the keys. */
    static Iterator<Object> iterator(Object value) {
        return value instanceof Generator generator ? generator : items(value).iterator();
    }

    /** All items at once; a generator is used up. */
    static List<Object> items(Object value) {
        if (value instanceof List) {
            return list(value);
        }
        if (value instanceof Tuple tuple) {
            return tuple.items();
        }
        if (value instanceof Dict dict) {
            return dict.keys();
        }
        if (value instanceof DictView view) {
            return view.items();
        }
        if (value instanceof String text) {
            return text.codePoints()
                    .mapToObj(character -> (Object) Character.toString(character))
                    .toList();
        }
        if (value instanceof SetValue set) {
            return set.elements();
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        if (value instanceof Generator generator) {
            List<Object> items = new ArrayList<>();
            generator.forEachRemaining(items::add);
            return items;
        }
        if (value instanceof Loop loop) {
            return loop.items();
        }
        throw PythonException.type("a value of type '" + name(value) + "' cannot be iterated");
    }
}
