package io.dataconnector.connector.template;

/**
 * The backslash escapes of Python's string literals
 * (<a href="https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences">Escape sequences</a>). An
 * escape that is none keeps its backslash.
 */
final class StringEscapes {
    private static final int HEX = 16;
    private static final int OCTAL = 8;
    private static final int MAX_OCTAL_DIGITS = 3;

    private final String body;
    private final StringBuilder text;
    private int at;

    private StringEscapes(String body) {
        this.body = body;
        this.text = new StringBuilder(body.length());
    }

    /**
     * The string that a literal without its quotes denotes.
     *
     * @throws IllegalArgumentException if an escape is cut off or names no character
     */
    static String unescape(String body) {
        return body.indexOf('\\') < 0 ? body : new StringEscapes(body).unescape();
    }

    private String unescape() {
        while (at < body.length()) {
            char character = body.charAt(at++);
            if (character == '\\') {
                escape();
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    private void escape() {
        if (at == body.length()) {
            throw new IllegalArgumentException("the string ends in a single backslash");
        }
        char escape = body.charAt(at++);
        switch (escape) {
            case '\n' -> {}
            case '\\', '\'', '"' -> text.append(escape);
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append('\u000b');
            case 'x' -> code(2);
            case 'u' -> code(4);
            case 'U' -> code(8);
            case 'N' -> named();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> text.append('\\').append(escape);
        }
    }

    private void code(int digits) {
        if (at + digits > body.length()) {
            throw new IllegalArgumentException("an escape is cut off");
        }
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(body.charAt(at++), HEX);
            if (digit < 0) {
                throw new IllegalArgumentException("an escape has a character that is no hexadecimal digit");
            }
            code = code * HEX + digit;
        }
        if (!Character.isValidCodePoint(code)) {
            throw new IllegalArgumentException("an escape names no Unicode character");
        }
        text.appendCodePoint(code);
    }

    private void octal() {
        int code = 0;
        at--;
        for (int i = 0; i < MAX_OCTAL_DIGITS && at < body.length(); i++) {
            int digit = Character.digit(body.charAt(at), OCTAL);
            if (digit < 0) {
                break;
            }
            code = code * OCTAL + digit;
            at++;
        }
        text.appendCodePoint(code);
    }

    private void named() {
        int end = body.indexOf('}', at);
        if (at == body.length() || body.charAt(at) != '{' || end < 0) {
            throw new IllegalArgumentException("a \\N escape is cut off");
        }
        text.appendCodePoint(Character.codePointOf(body.substring(at + 1, end)));
        at = end + 1;
    }
}
