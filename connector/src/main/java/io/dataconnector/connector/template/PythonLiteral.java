package io.dataconnector.connector.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a text as a Python literal, as {@code ast.literal_eval} does
 * (<a href="https://docs.python.org/3/library/ast.html#ast.literal_eval">ast.literal_eval</a>): the CDK applies that to
 * every rendered template. Bytes, complex numbers and the ellipsis are not taken for literals here.
 */
final class PythonLiteral {
    private static final int MAX_DEPTH = 90;
    private static final int MAX_INTEGER_DIGITS = 4300;
    private static final Pattern NUMBER = Pattern.compile("0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
            + "|(?:\\d(?:_?\\d)*)?\\.\\d(?:_?\\d)*(?:[eE][+-]?\\d(?:_?\\d)*)?"
            + "|\\d(?:_?\\d)*\\.(?:[eE][+-]?\\d(?:_?\\d)*)?"
            + "|\\d(?:_?\\d)*(?:[eE][+-]?\\d(?:_?\\d)*)?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("0[0_]*[1-9].*");
    /** What the first character of a literal can be; anything else is refused before a reader is made. */
    private static final String FIRST = "0123456789.+-'\"[({TFNsrRuU\n\r\t \f#\\";

    private static final String AFTER_NUMBER = " \t\f\n\r\\,#";

    private final String text;
    private int at;
    private int depth;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** The value that a text denotes; empty if it is no literal. */
    static Optional<Object> read(String text) {
        if (text.isEmpty() || FIRST.indexOf(text.charAt(0)) < 0 || isTextAfterNumber(text)) {
            return Optional.empty();
        }
        int start = 0;
        while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        try {
            return Optional.of(new PythonLiteral(start == 0 ? text : text.substring(start)).document());
        } catch (NoLiteralException | PythonException e) {
            return Optional.empty();
        }
    }

    /** Whether a number is followed by what ends no literal, as in a date: most texts that begin with a digit are dates. */
    private static boolean isTextAfterNumber(String text) {
        int end = 0;
        while (end < text.length() && isNumberCharacter(text, end)) {
            end++;
        }
        return end > 0 && end < text.length() && AFTER_NUMBER.indexOf(text.charAt(end)) < 0;
    }

    private static boolean isNumberCharacter(String text, int index) {
        char character = text.charAt(index);
        if (character == '+' || character == '-') {
            return index > 0 && (text.charAt(index - 1) == 'e' || text.charAt(index - 1) == 'E');
        }
        return (character >= '0' && character <= '9')
                || (index > 0 && (Character.isLetter(character) || character == '_' || character == '.'));
    }

    private Object document() {
        while (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        Object value = elements(-1);
        skip(true);
        if (at < text.length()) {
            throw new NoLiteralException();
        }
        return value;
    }

    /** One expression, or a tuple of expressions with commas, up to but without the closing character. */
    private Object elements(int close) {
        boolean inBrackets = close >= 0;
        Object first = expression(inBrackets);
        skip(inBrackets);
        if (peek() != ',') {
            return first;
        }
        List<Object> items = new ArrayList<>();
        items.add(first);
        while (peek() == ',') {
            at++;
            skip(inBrackets);
            if (peek() == close || (!inBrackets && (at == text.length() || peek() == '\n' || peek() == '#'))) {
                break;
            }
            items.add(expression(inBrackets));
            skip(inBrackets);
        }
        return new Tuple(items);
    }

    private Object expression(boolean inBrackets) {
        skip(inBrackets);
        char character = peek();
        if (character == '-' || character == '+') {
            at++;
            return signed(character, inBrackets);
        }
        if ((character >= '0' && character <= '9') || character == '.') {
            return number();
        }
        if (++depth > MAX_DEPTH) {
            throw new NoLiteralException();
        }
        Object value = switch (character) {
            case '\'', '"', 'r', 'R', 'u', 'U' -> strings(inBrackets);
            case '[' -> list();
            case '(' -> parenthesized();
            case '{' -> braces();
            case 'T' -> word("True", true);
            case 'F' -> word("False", false);
            case 'N' -> word("None", None.NONE);
            case 's' -> emptySet();
            default -> throw new NoLiteralException();
        };
        depth--;
        return value;
    }

    /** A sign; only numbers have one, and only one: {@code --1} is no literal. */
    private Object signed(char sign, boolean inBrackets) {
        skip(inBrackets);
        int open = 0;
        while (peek() == '(') {
            at++;
            open++;
            skip(true);
        }
        Object number = number();
        for (; open > 0; open--) {
            skip(true);
            expect(')');
        }
        return sign == '-' ? Arithmetic.negate(number) : number;
    }

    private Object number() {
        Matcher matcher = NUMBER.matcher(text);
        matcher.region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new NoLiteralException();
        }
        at = matcher.end();
        if (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '.') {
            throw new NoLiteralException();
        }
        return parse(matcher.group());
    }

    private static Object parse(String literal) {
        String digits = literal.indexOf('_') < 0 ? literal : literal.replace("_", "");
        if (digits.length() > 2
                && Character.isLetter(digits.charAt(1))
                && digits.charAt(0) == '0'
                && "xXoObB".indexOf(digits.charAt(1)) >= 0) {
            return integer(
                    digits.substring(2),
                    switch (digits.charAt(1)) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        default -> 2;
                    });
        }
        if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
            return Double.parseDouble(digits);
        }
        if (LEADING_ZEROS.matcher(digits).matches() || digits.length() > MAX_INTEGER_DIGITS) {
            throw new NoLiteralException();
        }
        return integer(digits, 10);
    }

    /** The int of digits without sign or underscores. */
    static Object integer(String digits, int radix) {
        return digits.length() <= 15 && radix <= 16
                ? (Object) Long.parseLong(digits, radix)
                : Numbers.integer(new BigInteger(digits, radix));
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new NoLiteralException();
        }
        at += word.length();
        if (Character.isLetterOrDigit(peek()) || peek() == '_') {
            throw new NoLiteralException();
        }
        return value;
    }

    private Object emptySet() {
        word("set", None.NONE);
        skip(false);
        expect('(');
        skip(true);
        expect(')');
        return new SetValue(List.of());
    }

    private Object list() {
        at++;
        List<Object> items = items(']');
        return items;
    }

    private List<Object> items(char close) {
        List<Object> items = new ArrayList<>();
        skip(true);
        while (peek() != close) {
            items.add(expression(true));
            skip(true);
            if (peek() != ',') {
                break;
            }
            at++;
            skip(true);
        }
        expect(close);
        return items;
    }

    private Object parenthesized() {
        at++;
        skip(true);
        if (peek() == ')') {
            at++;
            return new Tuple(List.of());
        }
        Object value = elements(')');
        expect(')');
        return value;
    }

    private Object braces() {
        at++;
        skip(true);
        if (peek() == '}') {
            at++;
            return new Dict();
        }
        int start = at;
        Object first = expression(true);
        skip(true);
        if (peek() != ':') {
            at = start;
            return SetValue.of(items('}'));
        }
        Dict dict = new Dict();
        Object key = first;
        while (true) {
            expect(':');
            dict.put(key, expression(true));
            skip(true);
            if (peek() == ',') {
                at++;
                skip(true);
            } else if (peek() != '}') {
                throw new NoLiteralException();
            }
            if (peek() == '}') {
                at++;
                return dict;
            }
            key = expression(true);
            skip(true);
        }
    }

    /** One string literal or several side by side, which are one. */
    private Object strings(boolean inBrackets) {
        StringBuilder value = new StringBuilder();
        do {
            value.append(string());
            skip(inBrackets);
        } while (peek() == '\'' || peek() == '"' || startsPrefixedString());
        return value.toString();
    }

    private boolean startsPrefixedString() {
        return "rRuU".indexOf(peek()) >= 0
                && at + 1 < text.length()
                && (text.charAt(at + 1) == '\'' || text.charAt(at + 1) == '"');
    }

    private String string() {
        boolean raw = peek() == 'r' || peek() == 'R';
        if (raw || peek() == 'u' || peek() == 'U') {
            at++;
        }
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw new NoLiteralException();
        }
        String delimiter = String.valueOf(quote).repeat(3);
        boolean triple = text.startsWith(delimiter, at);
        if (!triple) {
            delimiter = String.valueOf(quote);
        }
        at += delimiter.length();
        int start = at;
        while (!text.startsWith(delimiter, at)) {
            if (at >= text.length() || (!triple && text.charAt(at) == '\n')) {
                throw new NoLiteralException();
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        String body = text.substring(start, at);
        at += delimiter.length();
        try {
            return raw ? body : StringEscapes.unescape(body);
        } catch (IllegalArgumentException e) {
            throw new NoLiteralException();
        }
    }

    /** Skips blanks, and within brackets and at the end also line breaks and comments. */
    private void skip(boolean linesToo) {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (character == '\\' && at + 2 < text.length() && text.charAt(at + 1) == '\n') {
                at += 2;
            } else if (character == ' '
                    || character == '\t'
                    || character == '\f'
                    || (linesToo && (character == '\n' || character == '\r'))) {
                at++;
            } else {
                return;
            }
        }
    }

    private void expect(char character) {
        if (peek() != character) {
            throw new NoLiteralException();
        }
        at++;
    }

    /** The next character; NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /** Ends the reading of what is no literal; most texts are none, so it has no stack trace. */
    private static final class NoLiteralException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NoLiteralException() {
            super("no literal", null, false, false);
        }
    }
}
