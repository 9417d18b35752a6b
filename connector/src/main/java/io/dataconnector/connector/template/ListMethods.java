package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of lists and tuples (<a href="https://docs.python.org/3/library/stdtypes.html#sequence-types-list-tuple-range">Sequence Types</a>). */
final class ListMethods {
    private static final Map<String, Routine> READING = Map.of(
            "index",
            method(Signature.positional(1, "value", "start", "stop"), ListMethods::index),
            "count",
            method(
                    Signature.positional(1, "value"),
                    (list, arguments) -> list.stream()
                            .filter(item -> Comparisons.equal(item, arguments.get(0)))
                            .count()));
    private static final Map<String, Routine> CHANGING = Map.of(
            "append",
            method(Signature.positional(1, "item"), (list, arguments) -> {
                list.add(arguments.get(0));
                return None.NONE;
            }),
            "extend",
            method(Signature.positional(1, "items"), (list, arguments) -> {
                list.addAll(new ArrayList<>(Types.items(arguments.get(0))));
                return None.NONE;
            }),
            "pop",
            method(Signature.positional(0, "index"), ListMethods::pop),
            "reverse",
            method(Signature.positional(0), (list, arguments) -> {
                Collections.reverse(list);
                return None.NONE;
            }),
            "copy",
            method(Signature.positional(0), (list, arguments) -> new ArrayList<>(list)));

    private ListMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Object call(List<Object> list, BoundArguments arguments);
    }

    private static Routine method(Signature signature, Body body) {
        return new Routine(signature, (scope, self, arguments) -> body.call(Types.items(self), arguments));
    }

    static Set<String> names() {
        Set<String> names = new HashSet<>(READING.keySet());
        names.addAll(CHANGING.keySet());
        return names;
    }

    static @Nullable Routine findForTuple(String name) {
        return READING.get(name);
    }

    static @Nullable Routine findForList(String name) {
        Routine reading = READING.get(name);
        return reading == null ? CHANGING.get(name) : reading;
    }

    private static Object index(List<Object> list, BoundArguments arguments) {
        long start = bound(arguments.or(1, 0L), list.size());
        long stop = bound(arguments.or(2, (long) list.size()), list.size());
        for (long i = start; i < stop; i++) {
            if (Comparisons.equal(list.get((int) i), arguments.get(0))) {
                return i;
            }
        }
        throw PythonException.value("index() found no such item");
    }

    private static long bound(Object given, int size) {
        long bound = Numbers.toLong(given);
        return bound < 0 ? Math.max(0, bound + size) : Math.min(bound, size);
    }

    private static Object pop(List<Object> list, BoundArguments arguments) {
        int index = Numbers.toInt(arguments.or(0, -1L));
        int fromStart = index < 0 ? index + list.size() : index;
        if (fromStart < 0 || fromStart >= list.size()) {
            throw new PythonException(PythonException.Kind.LOOKUP, "pop() is out of the range of the list");
        }
        return list.remove(fromStart);
    }
}
