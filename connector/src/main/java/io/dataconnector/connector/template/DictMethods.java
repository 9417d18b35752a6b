package io.dataconnector.connector.template;

import io.dataconnector.connector.template.DictView.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of a dict (<a href="https://docs.python.org/3/library/stdtypes.html#dict">dict</a>). */
final class DictMethods {
    private static final Signature NO_ARGUMENTS = Signature.positional(0);
    private static final Map<String, Routine> ALL = Map.of(
            "get",
            method(Signature.positional(1, "key", "default"), (dict, arguments) -> {
                Object value = dict.get(arguments.get(0));
                return value == null ? arguments.or(1, None.NONE) : value;
            }),
            "keys",
            method(NO_ARGUMENTS, (dict, arguments) -> new DictView(Kind.KEYS, dict.keys())),
            "values",
            method(NO_ARGUMENTS, (dict, arguments) -> new DictView(Kind.VALUES, List.copyOf(dict.values()))),
            "items",
            method(NO_ARGUMENTS, (dict, arguments) -> new DictView(Kind.ITEMS, dict.items())),
            "copy",
            method(NO_ARGUMENTS, (dict, arguments) -> dict.copy()),
            "clear",
            method(NO_ARGUMENTS, (dict, arguments) -> {
                dict.clear();
                return None.NONE;
            }),
            "pop",
            method(Signature.positional(1, "key", "default"), DictMethods::pop),
            "setdefault",
            method(Signature.positional(1, "key", "default"), DictMethods::setDefault),
            "update",
            method(Signature.open(0, "other"), DictMethods::update));

    private DictMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Object call(Dict dict, BoundArguments arguments);
    }

    private static Routine method(Signature signature, Body body) {
        return new Routine(signature, (scope, self, arguments) -> body.call((Dict) self, arguments));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    private static Object pop(Dict dict, BoundArguments arguments) {
        Object value = dict.remove(arguments.get(0));
        if (value != null) {
            return value;
        }
        return arguments
                .optional(1)
                .orElseThrow(() -> new PythonException(PythonException.Kind.LOOKUP, "pop() found no such key"));
    }

    private static Object setDefault(Dict dict, BoundArguments arguments) {
        Object value = dict.get(arguments.get(0));
        if (value != null) {
            return value;
        }
        Object added = arguments.or(1, None.NONE);
        dict.put(arguments.get(0), added);
        return added;
    }

    private static Object update(Dict dict, BoundArguments arguments) {
        arguments.optional(0).ifPresent(other -> dict.putAll(Macros.toDict(other)));
        arguments.named().forEach(dict::put);
        return None.NONE;
    }
}
