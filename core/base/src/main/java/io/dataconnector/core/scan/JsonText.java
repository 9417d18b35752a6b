package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of JSON values that a {@link JsonScanner} has passed, so of bytes known to be valid. */
public final class JsonText {
    private JsonText() {}

    /** Whether a string, without its quotes, holds an escape. */
    public static boolean isEscaped(byte[] json, int from, int to) {
        // Mostly it is plain to its end.
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
     * Copies a value without the space between its tokens, and so onto one line: a string cannot hold
     * a line break as it stands.
     *
     * @param target has room for {@code to - from} bytes from {@code at} on; may be the array of the value, with
     *     {@code at} not after {@code from}
     * @return the index in the target behind the copy
     */
    public static int compact(byte[] json, int from, int to, byte[] target, int at) {
        int out = at;
        int in = from;
        while (in < to) {
            byte b = json[in];
            if (b == '"') {
                int end = stringEnd(json, in + 1);
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

    private static int stringEnd(byte[] json, int from) {
        int at = PlainText.end(json, from, json.length);
        while (json[at] != '"') {
            at = PlainText.end(json, at + (json[at] == '\\' ? 2 : 1), json.length);
        }
        return at + 1;
    }

    /** What kind of value begins with a byte, in words: {@code an object}, {@code a number}, ... */
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
