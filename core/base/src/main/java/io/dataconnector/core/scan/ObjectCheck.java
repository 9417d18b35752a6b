package io.dataconnector.core.scan;

/**
 * Checks that bytes are exactly one JSON object, by the grammar of {@link JsonScanner} but faster than it: nothing in
 * the object is watched, and the object is there as a whole.
 */
public final class ObjectCheck {
    private static final int NONE = -1;

    /** The kinds of the open containers are the bits of one word. */
    private static final int MAX_DEPTH = Long.SIZE;

    private ObjectCheck() {}

    /**
     * Whether {@code [from, to)} is known to be an object without space around it. An object that is nested deeper
     * than 64 levels is not: that takes a {@link JsonScanner}.
     */
    public static boolean isObject(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != '{') {
            return false;
        }
        try {
            return end(bytes, from, to) == to;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    /** The index after the object whose brace is at {@code from}, or {@link #NONE}. */
    private static int end(byte[] bytes, int from, int to) throws JsonSyntaxException {
        // The lowest bit is that of the innermost container: 1 is an object, 0 an array.
        long objects = 1;
        int depth = 1;
        boolean isFirst = true;
        int at = space(bytes, from + 1, to);
        while (at < to) {
            boolean isEmpty = isFirst && bytes[at] == closing(objects);
            if (!isEmpty) {
                if ((objects & 1) != 0) {
                    at = name(bytes, at, to);
                    if (at == NONE) {
                        return NONE;
                    }
                }
                byte c = bytes[at];
                if (c == '{' || c == '[') {
                    if (depth == MAX_DEPTH) {
                        return NONE;
                    }
                    depth++;
                    objects = objects << 1 | (c == '{' ? 1 : 0);
                    isFirst = true;
                    at = space(bytes, at + 1, to);
                    continue;
                }
                at = scalar(bytes, at, to);
                if (at < 0) {
                    return NONE;
                }
            }
            at = space(bytes, at, to);
            while (at < to && bytes[at] == closing(objects)) {
                at++;
                depth--;
                if (depth == 0) {
                    return at;
                }
                objects >>>= 1;
                at = space(bytes, at, to);
            }
            if (at == to || bytes[at] != ',') {
                return NONE;
            }
            isFirst = false;
            at = space(bytes, at + 1, to);
        }
        return NONE;
    }

    private static byte closing(long objects) {
        return (byte) ((objects & 1) != 0 ? '}' : ']');
    }

    /** The index of the value after a name and its colon, or {@link #NONE}. */
    private static int name(byte[] bytes, int from, int to) throws JsonSyntaxException {
        if (bytes[from] != '"') {
            return NONE;
        }
        int end = JsonTokens.restOfString(bytes, from + 1, to);
        if (end < 0) {
            return NONE;
        }
        int colon = space(bytes, end, to);
        if (colon == to || bytes[colon] != ':') {
            return NONE;
        }
        int value = space(bytes, colon + 1, to);
        return value == to ? NONE : value;
    }

    /** The index after a scalar; negative if the bytes end before it does. */
    private static int scalar(byte[] bytes, int at, int to) throws JsonSyntaxException {
        byte c = bytes[at];
        if (c == '"') {
            return JsonTokens.restOfString(bytes, at + 1, to);
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            return JsonTokens.number(bytes, at, to, true);
        }
        return JsonTokens.literal(bytes, at, to);
    }

    private static int space(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
