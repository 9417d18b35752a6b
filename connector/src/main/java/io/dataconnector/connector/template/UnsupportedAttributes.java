package io.dataconnector.connector.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The attributes and methods that a value has in Python, but not here. They are refused by name: were they undefined, a
 * template that uses one would silently give nothing.
 */
final class UnsupportedAttributes {
    private static final Set<String> STRING = Set.of(
            "encode", "expandtabs", "format_map", "isidentifier", "isprintable", "istitle", "maketrans", "translate");
    private static final Set<String> DICT = Set.of("fromkeys", "popitem");
    private static final Set<String> LIST = Set.of("clear", "insert", "remove", "sort");
    private static final Set<String> SET = Set.of(
            "add",
            "clear",
            "copy",
            "difference",
            "difference_update",
            "discard",
            "intersection",
            "intersection_update",
            "isdisjoint",
            "issubset",
            "issuperset",
            "pop",
            "remove",
            "symmetric_difference",
            "symmetric_difference_update",
            "union",
            "update");
    private static final Set<String> VIEW = Set.of("isdisjoint", "mapping");
    private static final Set<String> DATE = Set.of(
            "ctime",
            "fromisocalendar",
            "fromisoformat",
            "fromordinal",
            "fromtimestamp",
            "isocalendar",
            "max",
            "min",
            "resolution",
            "strptime",
            "timetuple",
            "today",
            "toordinal");
    private static final Set<String> DATE_TIME = union(
            DATE,
            Set.of(
                    "astimezone",
                    "combine",
                    "dst",
                    "fold",
                    "now",
                    "time",
                    "timetz",
                    "tzinfo",
                    "tzname",
                    "utcfromtimestamp",
                    "utcnow",
                    "utcoffset",
                    "utctimetuple"));
    private static final Set<String> DURATION = Set.of("max", "min", "resolution");
    private static final Set<String> CALENDAR_DURATION =
            Set.of("days", "microseconds", "months", "seconds", "tdelta", "total_seconds", "totimedelta", "years");
    private static final Set<String> NUMBER = Set.of(
            "as_integer_ratio",
            "bit_count",
            "bit_length",
            "conjugate",
            "denominator",
            "from_bytes",
            "fromhex",
            "hex",
            "imag",
            "is_integer",
            "numerator",
            "real",
            "to_bytes");
    private static final Set<String> LOOP = Set.of("changed", "cycle");
    private static final Set<String> GENERATOR = Set.of("close", "send", "throw");

    /** Made where a template calls a method only, because it needs the tables of all methods. */
    private static final class Unknown {
        private static final Set<String> METHODS = unknownMethods();
    }

    private UnsupportedAttributes() {}

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> union = new HashSet<>(first);
        union.addAll(second);
        return Set.copyOf(union);
    }

    private static Set<String> unknownMethods() {
        Set<String> names = new HashSet<>();
        for (Set<String> ofType : List.of(
                STRING, DICT, LIST, SET, VIEW, DATE_TIME, DURATION, CALENDAR_DURATION, NUMBER, LOOP, GENERATOR)) {
            names.addAll(ofType);
        }
        names.removeIf(Attributes::isMethodOfAnyType);
        return Set.copyOf(names);
    }

    /** Whether the method exists in Python, but no value has it here, so that a call can be refused when it is parsed. */
    static boolean isUnknownMethod(String name) {
        return Unknown.METHODS.contains(name);
    }

    /** Whether the value would have this attribute in Python; a container of a JSON document is taken as it is. */
    static boolean has(Object value, String name) {
        return of(value).contains(name);
    }

    private static Set<String> of(Object value) {
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof Dict || value instanceof ObjectNode) {
            return DICT;
        }
        if (value instanceof List || value instanceof ArrayNode) {
            return LIST;
        }
        if (value instanceof SetValue) {
            return SET;
        }
        if (value instanceof DictView) {
            return VIEW;
        }
        if (value instanceof DateTime) {
            return DATE_TIME;
        }
        if (value instanceof LocalDate) {
            return DATE;
        }
        if (value instanceof Duration) {
            return DURATION;
        }
        if (value instanceof CalendarDuration) {
            return CALENDAR_DURATION;
        }
        if (value instanceof Loop) {
            return LOOP;
        }
        if (value instanceof Generator) {
            return GENERATOR;
        }
        return Numbers.isNumber(value) ? NUMBER : Set.of();
    }
}
