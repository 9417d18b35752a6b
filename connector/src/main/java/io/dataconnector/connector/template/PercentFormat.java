package io.dataconnector.connector.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code %} operator on strings
 * (<a href="https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting">printf-style formatting</a>).
 */
final class PercentFormat {
    private static final Pattern FIELD = Pattern.compile(
            "%(?:\\((?<key>[^)]*)\\))?(?<flags>[-#0 +]*)(?<width>\\d*)(?:\\.(?<precision>\\d*))?(?<type>.)?");

    private final Object arguments;
    private int used;

    private PercentFormat(Object arguments) {
        this.arguments = arguments;
    }

    static String format(String format, Object arguments) {
        return new PercentFormat(arguments).format(format);
    }

    private String format(String format) {
        StringBuilder text = new StringBuilder();
        Matcher field = FIELD.matcher(format);
        int start = 0;
        while (field.find(start)) {
            text.append(format, start, field.start());
            start = field.end();
            if (field.group("type") == null) {
                throw PythonException.value("the format ends within a field");
            }
            text.append(field.group("type").equals("%") ? "%" : field(field));
            if (start == format.length()) {
                break;
            }
        }
        boolean allUsed =
                arguments instanceof Tuple tuple ? used == tuple.items().size() : used == 1;
        if (!allUsed
                && !(arguments instanceof Dict)
                && !(arguments instanceof List)
                && !(arguments instanceof Undefined)) {
            throw PythonException.type("the format does not use all arguments");
        }
        return text.append(format.substring(start)).toString();
    }

    private String field(Matcher field) {
        Object value = argument(field.group("key"));
        String flags = field.group("flags");
        String precision = field.group("precision");
        char type = field.group("type").charAt(0);
        String spec = (flags.contains("-") ? "<" : ">")
                + (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "")
                + (flags.contains("#") ? "#" : "");
        boolean zero = flags.contains("0") && !flags.contains("-");
        String width = field.group("width");
        return switch (type) {
            case 's' -> FormatSpec.parse(spec + width + precisionOf(precision)).text(PythonText.str(value));
            case 'r', 'a' ->
                FormatSpec.parse(spec + width + precisionOf(precision)).text(PythonText.repr(value));
            case 'd', 'i', 'u' ->
                FormatSpec.parse((zero ? spec.replace(">", "=") + "0" : spec) + width + "d")
                        .number(integer(value));
            case 'x', 'X', 'o' ->
                FormatSpec.parse((zero ? spec.replace(">", "=") + "0" : spec) + width + type)
                        .number(requireInteger(value));
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                FormatSpec.parse((zero ? spec.replace(">", "=") + "0" : spec) + width + precisionOf(precision) + type)
                        .number(real(value));
            default -> throw PythonException.value("the format has an unknown type '" + type + "'");
        };
    }

    private static String precisionOf(@Nullable String precision) {
        return precision == null ? "" : "." + (precision.isEmpty() ? "0" : precision);
    }

    private Object argument(@Nullable String key) {
        if (key != null) {
            if (arguments instanceof Undefined undefined) {
                throw undefined.failure();
            }
            if (!(arguments instanceof Dict dict)) {
                throw PythonException.type("the format needs a mapping");
            }
            Object value = dict.get(key);
            if (value == null) {
                throw new PythonException(PythonException.Kind.LOOKUP, "the format names a key that is missing");
            }
            used = 1;
            return value;
        }
        List<Object> values = arguments instanceof Tuple tuple ? tuple.items() : List.of(arguments);
        if (used >= values.size()) {
            throw PythonException.type("there are not enough arguments for the format");
        }
        return values.get(used++);
    }

    private static Object integer(Object value) {
        if (Numbers.isFloat(value)) {
            return Numbers.truncate(Numbers.toDouble(value));
        }
        return requireInteger(value);
    }

    private static Object requireInteger(Object value) {
        if (Numbers.isInteger(value)) {
            return Numbers.integer(Numbers.toBigInteger(value));
        }
        throw PythonException.type("the format needs a number, not '" + Types.name(value) + "'");
    }

    private static Object real(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (Numbers.isNumber(value)) {
            return Numbers.toDouble(value);
        }
        throw PythonException.type("the format needs a real number, not '" + Types.name(value) + "'");
    }
}
