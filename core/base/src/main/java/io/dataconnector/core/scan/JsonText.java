package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of JSON values that a {@link JsonScanner} has passed, and whose bytes are therefore valid. */
public final class JsonText {
    private JsonText() {}

    /** Whether a string, without its quotes, contains an escape. */
    public static boolean isEscaped(byte[] json, int from, int to) {
        // Most strings are plain to the end.
        for (int at = PlainText.end(json, from, to); at < to; at++) {
            if (json[at] == '\\') {
                return true;
            }
        }
        return false;
    }

    /**
     * The content of a string whose bytes, without its quotes, are {@code [from, to)}. An escape of a
     * lone surrogate becomes that surrogate.
     */
    public static String unescape(byte[] json, int from, int to) {
        String text = new String(json, from, to - from, UTF_8);
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
            return text;
        }
        StringBuilder content = new StringBuilder(text.length());
        int at = 0;
        while (backslash >= 0) {
            content.append(text, at, backslash);
            char escape = text.charAt(backslash + 1);
            if (escape == 'u') {
                at = backslash + 6;
                content.append((char) Integer.parseInt(text, backslash + 2, at, 16));
            } else {
                at = backslash + 2;
                content.append(unescape(escape));
            }
            backslash = text.indexOf('\\', at);
        }
        return content.append(text, at, text.length()).toString();
    }

    private static char unescape(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    /**
     * Copies a value without the whitespace between its tokens, and so onto one line: a string cannot contain an
     * unescaped line break.
     *
     * @param target has room for {@code to - from} bytes from {@code at} on; may be the array of the value, with
     *     {@code at} not after {@code from}
     * @return the index in the target after the copy
     */
    public static int compact(byte[] json, int from, int to, byte[] target, int at) {
        int out = at;
        int in = from;
        while (in < to) {
            byte b = json[in];
            if (b == '"') {
                int end = endOfString(json, in + 1);
                System.arraycopy(json, in, target, out, end - in);
                out += end - in;
                in = end;
            } else {
                if (b > ' ') {
                    target[out++] = b;
                }
                in++;
            }
        }
        return out;
    }

    /** The index after the closing quote of a string whose bytes, without its quotes, begin at {@code from}. */
    public static int endOfString(byte[] json, int from) {
        int at = PlainText.end(json, from, json.length);
        while (json[at] != '"') {
            at = PlainText.end(json, at + (json[at] == '\\' ? 2 : 1), json.length);
        }
        return at + 1;
    }

    /** The kind of value that begins with a byte, for messages: {@code an object}, {@code a number}, ... */
    public static String kind(byte first) {
        return switch (first) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> "a string";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }
}
