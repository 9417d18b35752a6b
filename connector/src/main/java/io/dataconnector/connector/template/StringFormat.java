package io.dataconnector.connector.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code str.format} (<a href="https://docs.python.org/3/library/string.html#format-string-syntax">Format String Syntax</a>). */
final class StringFormat {
    private static final Pattern FIELD = Pattern.compile(
            "(?<first>[^.\\[!:]*)(?<path>[^!:]*)(?:!(?<conversion>[rsa]))?(?::(?<spec>.*))?", Pattern.DOTALL);
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

    private final List<Object> positional;
    private final Map<String, Object> named;
    private int used;

    private StringFormat(List<Object> positional, Map<String, Object> named) {
        this.positional = positional;
        this.named = named;
    }

    static String format(String format, List<Object> positional, Map<String, Object> named) {
        return new StringFormat(positional, named).format(format);
    }

    private String format(String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char character = format.charAt(i);
            if (character == '{' && !format.startsWith("{{", i)) {
                int end = end(format, i);
                text.append(field(format.substring(i + 1, end)));
                i = end;
            } else {
                if (character == '{' || character == '}') {
                    i++;
                    if (i == format.length() || format.charAt(i) != character) {
                        throw PythonException.value("the format has a single '" + character + "'");
                    }
                }
                text.append(character);
            }
        }
        return text.toString();
    }

    private static int end(String format, int start) {
        int depth = 0;
        for (int i = start; i < format.length(); i++) {
            depth += format.charAt(i) == '{' ? 1 : format.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw PythonException.value("the format has a field without an end");
    }

    private String field(String content) {
        Matcher field = FIELD.matcher(content);
        if (!field.matches()) {
            throw PythonException.value("the format has a field that is not valid");
        }
        Object value = follow(argument(field.group("first")), field.group("path"));
        String conversion = field.group("conversion");
        if (conversion != null) {
            value = conversion.equals("s") ? PythonText.str(value) : PythonText.repr(value);
        }
        String spec = field.group("spec");
        return spec == null || spec.isEmpty()
                ? PythonText.str(value)
                : FormatSpec.parse(format(spec)).format(value);
    }

    private Object argument(String name) {
        if (name.isEmpty() || name.chars().allMatch(Character::isDigit)) {
            int index = name.isEmpty() ? used++ : Integer.parseInt(name);
            if (index >= positional.size()) {
                throw new PythonException(PythonException.Kind.LOOKUP, "the format has more fields than arguments");
            }
            return positional.get(index);
        }
        Object value = named.get(name);
        if (value == null) {
            throw new PythonException(PythonException.Kind.LOOKUP, "the format names an argument that is missing");
        }
        return value;
    }

    private static Object follow(Object start, String path) {
        Object value = start;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            if (step.group(1) != null) {
                value = Attributes.attributeOrItem(value, step.group(1));
            } else {
                String key = step.group(2);
                boolean isIndex = key.chars().allMatch(Character::isDigit);
                value = Attributes.itemOrAttribute(value, isIndex ? (Object) Long.parseLong(key) : key);
            }
            value = JsonValues.value(value);
        }
        return value;
    }
}
