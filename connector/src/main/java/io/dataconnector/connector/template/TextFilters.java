package io.dataconnector.connector.template;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jinja2's filters on text; each takes the text of any value. */
final class TextFilters {
    private static final Pattern WORD_START = Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Map<String, Routine> ALL = new HashMap<>();

    static {
        add("upper", Signature.of(0), (text, arguments) -> text.toUpperCase(Locale.ROOT));
        add("lower", Signature.of(0), (text, arguments) -> text.toLowerCase(Locale.ROOT));
        add("capitalize", Signature.of(0), (text, arguments) -> StringMethods.capitalize(text));
        add("title", Signature.of(0), (text, arguments) -> title(text));
        add(
                "trim",
                Signature.of(0, "chars"),
                (text, arguments) -> StringMethods.strip(text, arguments.or(0, None.NONE), true, true));
        add("replace", Signature.of(2, "old", "new", "count"), TextFilters::replace);
        add(
                "wordcount",
                Signature.of(0),
                (text, arguments) -> WORD.matcher(text).results().count());
        add("safe", Signature.of(0), (text, arguments) -> text);
        add("e", Signature.of(0), (text, arguments) -> escape(text));
        add("escape", Signature.of(0), (text, arguments) -> escape(text));
        add("format", Signature.open(0), TextFilters::format);
        add(
                "center",
                Signature.of(0, "width"),
                (text, arguments) -> StringMethods.center(text, StringMethods.width(arguments.or(0, 80L)), " "));
        ALL.put("urlencode", new Routine(Signature.of(0), (scope, value, arguments) -> urlEncode(value)));
        ALL.put(
                "tojson",
                new Routine(Signature.of(0, "indent"), (scope, value, arguments) -> toJson(value, arguments)));
    }

    private TextFilters() {}

    /** What a filter does. */
    @FunctionalInterface
    private interface Body {
        Object call(String text, BoundArguments arguments);
    }

    private static void add(String name, Signature signature, Body body) {
        ALL.put(name, new Routine(signature, (scope, value, arguments) -> body.call(PythonText.str(value), arguments)));
    }

    static @Nullable Routine find(String name) {
        return ALL.get(name);
    }

    private static Object replace(String text, BoundArguments arguments) {
        Object count = arguments.or(2, None.NONE);
        return StringMethods.replace(
                text,
                PythonText.str(arguments.get(0)),
                PythonText.str(arguments.get(1)),
                count instanceof None ? -1 : Numbers.toLong(count));
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        Matcher separator = WORD_START.matcher(text);
        int start = 0;
        while (separator.find()) {
            title.append(StringMethods.capitalize(text.substring(start, separator.start())))
                    .append(separator.group());
            start = separator.end();
        }
        return title.append(StringMethods.capitalize(text.substring(start))).toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Object format(String text, BoundArguments arguments) {
        if (!arguments.named().isEmpty()) {
            Dict named = new Dict();
            arguments.named().forEach(named::put);
            return PercentFormat.format(text, named);
        }
        return PercentFormat.format(text, new Tuple(arguments.rest()));
    }

    private static Object urlEncode(Object value) {
        if (value instanceof Dict dict) {
            return dict.items().stream().map(TextFilters::parameter).collect(Collectors.joining("&"));
        }
        if (value instanceof String || !Types.isIterable(value)) {
            return Macros.quotePlus(PythonText.str(value)).replace("+", "%20").replace("%2F", "/");
        }
        return Types.items(value).stream().map(TextFilters::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(Object item) {
        List<Object> pair = Types.items(item);
        if (pair.size() != 2) {
            throw PythonException.value("a query is made of pairs, not of items with " + pair.size() + " values");
        }
        return Macros.quotePlus(PythonText.str(pair.get(0))) + "=" + Macros.quotePlus(PythonText.str(pair.get(1)));
    }

    private static Object toJson(Object value, BoundArguments arguments) {
        if (!(arguments.or(0, None.NONE) instanceof None)) {
            throw PythonException.value("the argument 'indent' of tojson is not supported");
        }
        return JsonText.of(value, true)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027");
    }
}
