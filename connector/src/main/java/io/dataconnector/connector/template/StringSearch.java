package io.dataconnector.connector.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a string that look for another within it, between an optional start and end
 * (<a href="https://docs.python.org/3/library/stdtypes.html#str.find">str.find</a>).
 */
final class StringSearch {
    private static final Signature SIGNATURE = Signature.positional(1, "part", "start", "end");
    private static final Map<String, Routine> ALL = new HashMap<>();

    static {
        add("find", (window, arguments) -> window.position(window.text().indexOf(arguments.text(0))));
        add("rfind", (window, arguments) -> window.position(window.text().lastIndexOf(arguments.text(0))));
        add("index", (window, arguments) -> found(window, window.text().indexOf(arguments.text(0)), "index"));
        add("rindex", (window, arguments) -> found(window, window.text().lastIndexOf(arguments.text(0)), "rindex"));
        add("count", (window, arguments) -> count(window.text(), arguments.text(0)));
        add(
                "startswith",
                (window, arguments) -> affix(arguments, part -> window.text().startsWith(part)));
        add(
                "endswith",
                (window, arguments) -> affix(arguments, part -> window.text().endsWith(part)));
    }

    private StringSearch() {}

    static Set<String> names() {
        return ALL.keySet();
    }

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    /** What a method does within a part of the string. */
    @FunctionalInterface
    private interface Body {
        Object call(Window window, BoundArguments arguments);
    }

    /** Whether a string begins or ends with another. */
    @FunctionalInterface
    private interface Affix {
        boolean test(String part);
    }

    /**
     * The part of a string that is searched.
     *
     * @param start where it begins, in code points of the whole string
     */
    private record Window(String text, long start) {
        Object position(int index) {
            return index < 0 ? -1L : start + text.codePointCount(0, index);
        }
    }

    private static void add(String name, Body body) {
        ALL.put(name, new Routine(SIGNATURE, (scope, self, arguments) -> {
            Window window = window((String) self, arguments);
            return window == null ? outside(name) : body.call(window, arguments);
        }));
    }

    /** The part between start and end, which count from the end if they are negative; null if the start is after the end. */
    private static @Nullable Window window(String text, BoundArguments arguments) {
        if (arguments.optional(1).isEmpty() && arguments.optional(2).isEmpty()) {
            return new Window(text, 0);
        }
        int length = text.codePointCount(0, text.length());
        long start = bound(arguments.or(1, None.NONE), 0, length);
        long end = Math.min(bound(arguments.or(2, None.NONE), length, length), length);
        if (start > end) {
            return null;
        }
        int from = text.offsetByCodePoints(0, (int) start);
        return new Window(text.substring(from, text.offsetByCodePoints(from, (int) (end - start))), start);
    }

    private static long bound(Object given, long otherwise, int length) {
        if (given instanceof None) {
            return otherwise;
        }
        long bound = Numbers.toLong(given);
        return bound < 0 ? Math.max(0, bound + length) : bound;
    }

    private static Object outside(String method) {
        return switch (method) {
            case "index", "rindex" -> throw notFound(method);
            case "count" -> 0L;
            case "find", "rfind" -> -1L;
            default -> false;
        };
    }

    private static Object found(Window window, int index, String method) {
        if (index < 0) {
            throw notFound(method);
        }
        return window.position(index);
    }

    private static PythonException notFound(String method) {
        return PythonException.value(method + "() found no such part");
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return Types.length(text) + 1;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static boolean affix(BoundArguments arguments, Affix affix) {
        if (arguments.get(0) instanceof Tuple parts) {
            return parts.items().stream().anyMatch(part -> affix.test(BoundArguments.requireText(part)));
        }
        return affix.test(arguments.text(0));
    }
}
