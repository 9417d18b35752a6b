package io.dataconnector.connector.template;

import java.util.Set;

/**
 * The names of what the tables of methods and macros have, so that the tables are only made for templates that use them:
 * most templates are nothing but a path, and the tables take much longer to make than it takes to read a path.
 */
final class KnownNames {
    static final Set<String> DICT_METHODS =
            Set.of("clear", "copy", "get", "items", "keys", "pop", "setdefault", "update", "values");
    static final Set<String> LIST_METHODS = Set.of("append", "copy", "count", "extend", "index", "pop", "reverse");
    static final Set<String> STRING_METHODS = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "endswith",
            "find",
            "format",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "islower",
            "isnumeric",
            "isspace",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rindex",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "upper",
            "zfill");
    static final Set<String> MACROS = Set.of(
            "camel_case_to_snake_case",
            "day_delta",
            "dict",
            "duration",
            "format_datetime",
            "generate_uuid",
            "max",
            "min",
            "namespace",
            "now_utc",
            "sanitize_url",
            "str_to_datetime",
            "timestamp",
            "today_utc",
            "today_with_timezone");

    /** Jinja2's reference to the template itself, which has no blocks here and so no attributes. */
    static final String SELF = "self";

    /** Globals of Jinja2 that this implementation does not have. */
    private static final Set<String> UNSUPPORTED_GLOBALS = Set.of("lipsum", "cycler", "joiner");

    private KnownNames() {}

    static boolean isGlobal(String name) {
        return MACROS.contains(name) || name.equals(SELF);
    }

    static boolean isUnsupportedGlobal(String name) {
        return UNSUPPORTED_GLOBALS.contains(name);
    }

    /** Whether a value of a JSON document may have a method of that name. */
    static boolean isMethod(String name) {
        return DICT_METHODS.contains(name) || LIST_METHODS.contains(name) || STRING_METHODS.contains(name);
    }
}
