package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Where the tokens of JSON end: strings, numbers and the three literals, checked to the last byte.
 * Every method takes the bytes that are there, {@code [from, to)}, and answers the index behind the
 * token, or {@link #INCOMPLETE} if the bytes end before it does.
 */
final class JsonTokens {
    static final int INCOMPLETE = -1;

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private JsonTokens() {}

    /** The end of a string whose opening quote is before {@code from}. */
    static int string(byte[] bytes, int from, int to) throws JsonSyntaxException {
        int end = restOfString(bytes, from, to);
        return end < 0 ? INCOMPLETE : end;
    }

    /**
     * The same, from any character of the string on.
     *
     * @return the index after the string; or, if the bytes end before it does, the bitwise complement of the
     *     index of the first byte that has not been checked, which begins a character or an escape
     */
    static int restOfString(byte[] bytes, int from, int to) throws JsonSyntaxException {
        int at = from;
        while (true) {
            at = PlainText.end(bytes, at, to);
            if (at == to) {
                return ~at;
            }
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            int next;
            if (b == '\\') {
                next = escape(bytes, at, to);
            } else if (b < 0) {
                next = multibyte(bytes, at, to);
                // Text in a script of its own comes in runs.
                while (next != INCOMPLETE && next < to && bytes[next] < 0) {
                    at = next;
                    next = multibyte(bytes, at, to);
                }
            } else {
                throw new JsonSyntaxException(
                        "a string holds the control character " + describe(b) + ", which must be escaped", at);
            }
            if (next == INCOMPLETE) {
                return ~at;
            }
            at = next;
        }
    }

    private static int escape(byte[] bytes, int from, int to) throws JsonSyntaxException {
        if (from + 1 == to) {
            return INCOMPLETE;
        }
        switch (bytes[from + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return from + 2;
            }
            case 'u' -> {
                int end = from + 6;
                for (int at = from + 2; at < Math.min(end, to); at++) {
                    if (Character.digit(bytes[at], 16) < 0) {
                        throw new JsonSyntaxException(
                                "an escape \\u needs four hexadecimal digits but has " + describe(bytes[at]), at);
                    }
                }
                return end <= to ? end : INCOMPLETE;
            }
            default ->
                throw new JsonSyntaxException(
                        "a string holds a backslash before " + describe(bytes[from + 1]) + ", which is no escape",
                        from);
        }
    }

    /** The end of one UTF-8 sequence of two to four bytes (RFC 3629, section 4). */
    private static int multibyte(byte[] bytes, int from, int to) throws JsonSyntaxException {
        int lead = bytes[from] & 0xff;
        int end = from + length(lead, from);
        if (from + 1 == to) {
            return INCOMPLETE;
        }
        byte second = bytes[from + 1];
        if (!isContinuation(second) || isOutOfRange(lead, second & 0xff)) {
            throw notUtf8(second, from + 1);
        }
        for (int at = from + 2; at < Math.min(end, to); at++) {
            if (!isContinuation(bytes[at])) {
                throw notUtf8(bytes[at], at);
            }
        }
        return end <= to ? end : INCOMPLETE;
    }

    private static int length(int lead, int at) throws JsonSyntaxException {
        if (lead >= 0xc2 && lead <= 0xdf) {
            return 2;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            return 3;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            return 4;
        }
        throw notUtf8((byte) lead, at);
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** Whether the second byte makes an overlong form, a surrogate or something beyond U+10FFFF. */
    private static boolean isOutOfRange(int lead, int second) {
        return switch (lead) {
            case 0xe0 -> second < 0xa0;
            case 0xed -> second > 0x9f;
            case 0xf0 -> second < 0x90;
            case 0xf4 -> second > 0x8f;
            default -> false;
        };
    }

    private static JsonSyntaxException notUtf8(byte b, int at) {
        return new JsonSyntaxException("a string is not UTF-8 at " + describe(b), at);
    }

    /**
     * The end of a number.
     *
     * @param last whether the document ends at {@code to}, so that a number may end there too
     */
    static int number(byte[] bytes, int from, int to, boolean last) throws JsonSyntaxException {
        int at = bytes[from] == '-' ? from + 1 : from;
        int whole = at;
        at = digits(bytes, at, to);
        if (at > whole + 1 && bytes[whole] == '0') {
            throw new JsonSyntaxException("a number begins with a needless 0", whole);
        }
        requireDigits(bytes, whole, at, to);
        if (at < to && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(bytes, fraction, to);
            requireDigits(bytes, fraction, at, to);
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            int exponent = at + 1;
            if (exponent < to && (bytes[exponent] == '+' || bytes[exponent] == '-')) {
                exponent++;
            }
            at = digits(bytes, exponent, to);
            requireDigits(bytes, exponent, at, to);
        }
        if (at < to) {
            return at;
        }
        return last && isDigit(bytes[at - 1]) ? at : INCOMPLETE;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    private static void requireDigits(byte[] bytes, int from, int at, int to) throws JsonSyntaxException {
        if (at == from && at < to) {
            throw new JsonSyntaxException("a number needs a digit but has " + describe(bytes[at]), at);
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The end of {@code true}, {@code false} or {@code null}. */
    static int literal(byte[] bytes, int from, int to) throws JsonSyntaxException {
        byte[] literal = switch (bytes[from]) {
            case 't' -> TRUE;
            case 'f' -> FALSE;
            case 'n' -> NULL;
            default -> throw new JsonSyntaxException("expected a value, found " + describe(bytes[from]), from);
        };
        int end = Math.min(from + literal.length, to);
        for (int at = from; at < end; at++) {
            if (bytes[at] != literal[at - from]) {
                throw new JsonSyntaxException(
                        "expected '" + new String(literal, US_ASCII) + "', found " + describe(bytes[at]), at);
            }
        }
        return from + literal.length <= to ? end : INCOMPLETE;
    }

    /** A byte as a person can read it: {@code 'x'}, or {@code byte 0x1f} where it has no look. */
    static String describe(byte b) {
        return b > ' ' && b < 0x7f ? "'" + (char) b + "'" : String.format("byte 0x%02x", b & 0xff);
    }
}
