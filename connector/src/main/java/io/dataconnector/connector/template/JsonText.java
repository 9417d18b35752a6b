package io.dataconnector.connector.template;

import java.util.List;

/**
 * JSON as Python's {@code json.dumps} writes it: ASCII only, with a blank after each comma and colon
 * (<a href="https://docs.python.org/3/library/json.html#json.dumps">json.dumps</a>).
 */
final class JsonText {
    private final boolean sortKeys;
    private final StringBuilder text = new StringBuilder();

    private JsonText(boolean sortKeys) {
        this.sortKeys = sortKeys;
    }

    static String of(Object value, boolean sortKeys) {
        JsonText json = new JsonText(sortKeys);
        json.append(value);
        return json.text.toString();
    }

    private void append(Object value) {
        if (value instanceof String string) {
            appendString(string);
        } else if (value instanceof Boolean flag) {
            text.append(flag ? "true" : "false");
        } else if (value instanceof None) {
            text.append("null");
        } else if (Numbers.isInteger(value)) {
            text.append(value);
        } else if (Numbers.isFloat(value)) {
            text.append(real(Numbers.toDouble(value)));
        } else if (value instanceof List || value instanceof Tuple) {
            appendArray(Types.items(value));
        } else if (value instanceof Dict dict) {
            appendObject(dict);
        } else {
            throw PythonException.type("a value of type '" + Types.name(value) + "' cannot be written as JSON");
        }
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return FloatText.of(value);
    }

    private void appendArray(List<Object> items) {
        text.append('[');
        String separator = "";
        for (Object item : items) {
            text.append(separator);
            append(item);
            separator = ", ";
        }
        text.append(']');
    }

    private void appendObject(Dict dict) {
        text.append('{');
        String separator = "";
        List<Object> keys =
                sortKeys ? dict.keys().stream().sorted(Comparisons.ORDER).toList() : dict.keys();
        for (Object key : keys) {
            text.append(separator);
            appendString(key(key));
            text.append(": ");
            Object value = dict.get(key);
            append(value == null ? None.NONE : value);
            separator = ", ";
        }
        text.append('}');
    }

    /** The name of a member for a key; only strings, numbers, booleans and None can be one. */
    static String key(Object key) {
        if (key instanceof String name) {
            return name;
        }
        if (key instanceof Boolean || key instanceof None || Numbers.isNumber(key)) {
            return of(key, false);
        }
        throw PythonException.type("a key of type '" + Types.name(key) + "' cannot be written as JSON");
    }

    private void appendString(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (character < ' ' || character > '~') {
                        text.append("\\u%04x".formatted((int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        text.append('"');
    }
}
