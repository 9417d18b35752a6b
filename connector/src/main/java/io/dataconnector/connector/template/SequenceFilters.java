package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jinja2's filters on sequences, and {@code default}. */
final class SequenceFilters {
    private static final Map<String, Routine> ALL = new HashMap<>();

    static {
        Routine byDefault = new Routine(
                Signature.of(0, "default_value", "boolean"),
                (scope, value, arguments) -> value instanceof Undefined || (arguments.isTrue(1) && !Types.isTrue(value))
                        ? arguments.or(0, "")
                        : value);
        ALL.put("default", byDefault);
        ALL.put("d", byDefault);
        Routine length = new Routine(Signature.positional(0), (scope, value, arguments) -> Types.length(value));
        ALL.put("length", length);
        ALL.put("count", length);
        ALL.put("list", new Routine(Signature.of(0), (scope, value, arguments) -> new ArrayList<>(Types.items(value))));
        ALL.put(
                "first",
                new Routine(Signature.of(0), (scope, value, arguments) -> first(Types.iterator(value), "first")));
        ALL.put(
                "last",
                new Routine(
                        Signature.of(0),
                        (scope, value, arguments) ->
                                first(reversed(value, false).iterator(), "last")));
        ALL.put("reverse", new Routine(Signature.of(0), (scope, value, arguments) -> reverse(value)));
        ALL.put(
                "join",
                new Routine(Signature.of(0, "d", "attribute"), (scope, value, arguments) -> join(value, arguments)));
        ALL.put(
                "sort",
                new Routine(
                        Signature.of(0, "reverse", "case_sensitive", "attribute"),
                        (scope, value, arguments) -> sort(value, arguments)));
        ALL.put(
                "dictsort",
                new Routine(
                        Signature.of(0, "case_sensitive", "by", "reverse"),
                        (scope, value, arguments) -> sortDict(value, arguments)));
        ALL.put(
                "unique",
                new Routine(
                        Signature.of(0, "case_sensitive", "attribute"),
                        (scope, value, arguments) -> Sequences.distinct(value, key(arguments, 0, 1))));
        ALL.put("max", extreme(true));
        ALL.put("min", extreme(false));
        ALL.put(
                "sum",
                new Routine(Signature.of(0, "attribute", "start"), (scope, value, arguments) -> sum(value, arguments)));
        ALL.put("items", new Routine(Signature.of(0), (scope, value, arguments) -> items(value)));
        ALL.put(
                "attr",
                new Routine(Signature.of(1, "name"), (scope, value, arguments) -> attribute(value, arguments.text(0))));
        ALL.put("map", new Routine(Signature.open(0), SequenceFilters::map));
        ALL.put("select", selection(true, false));
        ALL.put("reject", selection(false, false));
        ALL.put("selectattr", selection(true, true));
        ALL.put("rejectattr", selection(false, true));
    }

    private SequenceFilters() {}

    /** Whether a filter may give the value that it is applied to. */
    static boolean givesValueItself(Routine filter) {
        return filter.equals(ALL.get("default"));
    }

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    private static Object first(Iterator<Object> items, String filter) {
        return items.hasNext()
                ? items.next()
                : Undefined.of("the sequence is empty, so there is no " + filter + " item");
    }

    private static List<Object> reversed(Object value, boolean generatorsToo) {
        if (value instanceof SetValue || (value instanceof Generator && !generatorsToo)) {
            throw PythonException.type("a value of type '" + Types.name(value) + "' cannot be reversed");
        }
        List<Object> items = new ArrayList<>(Types.items(value));
        Collections.reverse(items);
        return items;
    }

    private static Object reverse(Object value) {
        if (value instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        if (!Types.isIterable(value)) {
            throw PythonException.value("the argument of reverse must be iterable, not '" + Types.name(value) + "'");
        }
        List<Object> items = reversed(value, true);
        return value instanceof Generator ? items : new Generator("list_reverseiterator", items.iterator());
    }

    private static Object join(Object value, BoundArguments arguments) {
        Object attribute = arguments.or(1, None.NONE);
        StringBuilder text = new StringBuilder();
        String delimiter = PythonText.str(arguments.or(0, ""));
        String separator = "";
        for (Object item : Types.items(value)) {
            text.append(separator).append(PythonText.str(Attributes.follow(item, attribute)));
            separator = delimiter;
        }
        return text.toString();
    }

    /** The key by which items are compared: an attribute perhaps, in lower case unless case counts. */
    private static UnaryOperator<Object> key(BoundArguments arguments, int caseSensitive, int attribute) {
        Object path = arguments.or(attribute, None.NONE);
        boolean exact = arguments.isTrue(caseSensitive);
        return item -> {
            Object value = Attributes.follow(item, path);
            return exact ? value : Sequences.lowerCase(value);
        };
    }

    private static Object sort(Object value, BoundArguments arguments) {
        boolean exact = arguments.isTrue(1);
        Object attribute = arguments.or(2, None.NONE);
        List<Object> paths = attribute instanceof String names
                ? new ArrayList<>(List.<Object>of((Object[]) names.split(",", -1)))
                : List.of(attribute);
        UnaryOperator<Object> key = item -> {
            List<Object> values = new ArrayList<>();
            for (Object path : paths) {
                Object part = Attributes.follow(item, path);
                values.add(exact ? part : Sequences.lowerCase(part));
            }
            return values;
        };
        return Sequences.sort(value, key, arguments.isTrue(0));
    }

    private static Object sortDict(Object value, BoundArguments arguments) {
        if (!(value instanceof Dict dict)) {
            throw value instanceof Undefined undefined
                    ? undefined.failure()
                    : new PythonException(PythonException.Kind.ATTRIBUTE, "dictsort needs a dict");
        }
        Object by = arguments.or(1, "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw PythonException.value("dictsort sorts by 'key' or 'value'");
        }
        int index = by.equals("key") ? 0 : 1;
        boolean exact = arguments.isTrue(0);
        UnaryOperator<Object> key = item -> {
            Object part = ((Tuple) item).items().get(index);
            return exact ? part : Sequences.lowerCase(part);
        };
        return Sequences.sort(dict.items(), key, arguments.isTrue(2));
    }

    private static Routine extreme(boolean largest) {
        return new Routine(
                Signature.of(0, "case_sensitive", "attribute"),
                (scope, value, arguments) -> Sequences.extreme(Types.items(value), key(arguments, 0, 1), largest)
                        .orElseGet(
                                () -> Undefined.of("the sequence is empty, so there is no largest or smallest item")));
    }

    private static Object sum(Object value, BoundArguments arguments) {
        Object attribute = arguments.or(0, None.NONE);
        Object sum = arguments.or(1, 0L);
        for (Object item : Types.items(value)) {
            sum = Arithmetic.apply(ArithmeticOperator.ADD, sum, Attributes.follow(item, attribute));
        }
        return sum;
    }

    private static Object items(Object value) {
        if (value instanceof Undefined) {
            return Generator.of(Collections.emptyIterator());
        }
        if (value instanceof Dict dict) {
            return Generator.of(dict.items().iterator());
        }
        throw PythonException.type("items is defined for mappings only, not for '" + Types.name(value) + "'");
    }

    private static Object attribute(Object value, String name) {
        Object attribute = Attributes.attribute(value, name);
        return attribute == null ? Undefined.missing(value, name) : attribute;
    }

    private static Object map(Scope scope, Object values, BoundArguments arguments) {
        if (arguments.rest().isEmpty() && arguments.named().containsKey("attribute")) {
            Object path = arguments.named().get("attribute");
            Object fallback = arguments.named().getOrDefault("default", None.NONE);
            return Sequences.map(values, item -> {
                Object value = Attributes.follow(item, path == null ? None.NONE : path);
                return value instanceof Undefined && !(fallback instanceof None) ? fallback : value;
            });
        }
        if (arguments.rest().isEmpty()) {
            throw PythonException.value("map needs a filter or an attribute");
        }
        Arguments rest = new Arguments(arguments.rest(), arguments.named()).from(1);
        return Sequences.map(
                values, item -> Filters.call(scope, arguments.rest().get(0), item, rest));
    }

    private static Routine selection(boolean expected, boolean byAttribute) {
        return new Routine(Signature.open(0), (scope, values, arguments) -> {
            int first = byAttribute ? 1 : 0;
            List<Object> given = arguments.rest();
            if (given.size() < first) {
                throw PythonException.value("the name of an attribute is missing");
            }
            Arguments rest = new Arguments(given, arguments.named()).from(first + 1);
            Predicate<Object> test = given.size() > first
                    ? item -> Types.isTrue(Tests.call(scope, given.get(first), item, rest))
                    : Types::isTrue;
            return Sequences.filter(
                    Types.isTrue(values) ? values : List.of(),
                    item -> test.test(byAttribute ? Attributes.follow(item, given.get(0)) : item) == expected);
        });
    }
}
