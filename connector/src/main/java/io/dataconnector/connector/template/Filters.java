package io.dataconnector.connector.template;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All filters by name: those of the CDK, which replace Jinja2's of the same name, and Jinja2's
 * (<a href="https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters">List of Builtin Filters</a>)
 * but for those that make HTML or lay out text.
 */
final class Filters {
    private static final Set<String> UNSUPPORTED = Set.of(
            "batch",
            "filesizeformat",
            "forceescape",
            "groupby",
            "indent",
            "pprint",
            "random",
            "slice",
            "striptags",
            "truncate",
            "urlize",
            "wordwrap",
            "xmlattr");

    private Filters() {}

    /** Whether Jinja2 has a filter of that name that this implementation has not. */
    static boolean isUnsupported(String name) {
        return UNSUPPORTED.contains(name);
    }

    static @Nullable Routine find(String name) {
        Routine filter = AirbyteFilters.find(name);
        if (filter == null) {
            filter = TextFilters.find(name);
        }
        if (filter == null) {
            filter = NumberFilters.find(name);
        }
        return filter == null ? SequenceFilters.find(name) : filter;
    }

    /** Calls a filter by a name that is known when it is reached only. */
    static Object call(Scope scope, Object name, Object value, Arguments arguments) {
        Routine filter = name instanceof String known ? find(known) : null;
        if (filter == null) {
            if (name instanceof String known && isUnsupported(known)) {
                throw PythonException.value("the filter '" + known + "' is not supported");
            }
            throw PythonException.value("there is no filter of the given name");
        }
        return filter.call(scope, value, arguments);
    }
}
