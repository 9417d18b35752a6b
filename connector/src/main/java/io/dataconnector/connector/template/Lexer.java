package io.dataconnector.connector.template;

import io.dataconnector.connector.template.Token.TokenType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a template into tokens, with Jinja2's default delimiters and whitespace control
 * (<a href="https://jinja.palletsprojects.com/en/stable/templates/#whitespace-control">Whitespace Control</a>). As Jinja2
 * does by default, it drops one line break at the end of the template.
 */
final class Lexer {
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
    private static final Pattern BEGIN = Pattern.compile("\\{[{%#]");
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%\\}\\s*|%\\})");
    private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|-%\\}\\s*|%\\})");
    private static final Pattern COMMENT_END = Pattern.compile("\\+#\\}|-#\\}\\s*|#\\}");
    private static final Pattern STATEMENT_END = Pattern.compile("\\+%\\}|-%\\}\\s*|%\\}");
    private static final Pattern EXPRESSION_END = Pattern.compile("-\\}\\}\\s*|\\}\\}");
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");
    private static final Pattern NAME = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern STRING =
            Pattern.compile("'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("\\*\\*|//|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;]");

    private final String source;
    private final String original;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String template) {
        original = template;
        String lines = template.indexOf('\r') < 0
                ? template
                : LINE_BREAK.matcher(template).replaceAll("\n");
        source = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
    }

    /**
     * The tokens of a template; the last one is the end.
     *
     * @throws TemplateException if something cannot be a token, or a delimiter has no partner
     */
    static List<Token> tokens(String template) {
        Lexer lexer = new Lexer(template);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        Matcher begin = BEGIN.matcher(source);
        while (begin.find(at)) {
            boolean strip = begin.end() < source.length() && source.charAt(begin.end()) == '-';
            text(at, begin.start(), strip);
            at = begin.start();
            switch (source.charAt(at + 1)) {
                case '{' -> expression();
                case '#' -> comment();
                default -> statement();
            }
        }
        text(at, source.length(), false);
        add(TokenType.END, "", source.length());
    }

    private void text(int from, int to, boolean strip) {
        int end = to;
        while (strip && end > from && PythonText.isSpace(source.charAt(end - 1))) {
            end--;
        }
        if (end > from) {
            add(TokenType.TEXT, source.substring(from, end), from);
        }
    }

    private void comment() {
        Matcher end = COMMENT_END.matcher(source);
        int begin = at;
        if (!end.find(at + delimiter())) {
            throw error(begin, "the comment has no end; expected '#}'");
        }
        at = end.end();
    }

    private void expression() {
        int begin = at;
        add(TokenType.EXPRESSION_BEGIN, "", begin);
        at += delimiter();
        inside(begin, EXPRESSION_END, TokenType.EXPRESSION_END);
    }

    private void statement() {
        Matcher raw = RAW.matcher(source).region(at, source.length());
        if (raw.lookingAt()) {
            raw(raw.end());
            return;
        }
        int begin = at;
        add(TokenType.STATEMENT_BEGIN, "", begin);
        at += delimiter();
        inside(begin, STATEMENT_END, TokenType.STATEMENT_END);
    }

    private void raw(int from) {
        Matcher end = END_RAW.matcher(source);
        if (!end.find(from)) {
            throw error(at, "the raw block has no end; expected '{% endraw %}'");
        }
        text(from, end.start(), "-".equals(end.group(1)));
        at = end.end();
    }

    /** How long the delimiter is at which we are, with its sign. */
    private int delimiter() {
        char sign = at + 2 < source.length() ? source.charAt(at + 2) : ' ';
        return sign == '-' || sign == '+' ? 3 : 2;
    }

    /** The tokens up to the closing delimiter, which counts only outside of brackets. */
    private void inside(int begin, Pattern end, TokenType endType) {
        Deque<Character> open = new ArrayDeque<>();
        while (at < source.length()) {
            if (PythonText.isSpace(source.charAt(at))) {
                at++;
                continue;
            }
            Matcher closing = matcher(end);
            if (open.isEmpty() && closing.lookingAt()) {
                add(endType, "", at);
                at = closing.end();
                return;
            }
            token(open);
        }
        throw error(begin, "expected " + endType.description() + ", not the end of the template");
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(source).region(at, source.length()).useTransparentBounds(true);
    }

    private void token(Deque<Character> open) {
        Matcher matcher = firstMatch();
        if (matcher.pattern() == FLOAT) {
            add(TokenType.FLOAT, Double.parseDouble(matcher.group().replace("_", "")), at);
        } else if (matcher.pattern() == INTEGER) {
            add(TokenType.INTEGER, integer(matcher.group().replace("_", "")), at);
        } else if (matcher.pattern() == NAME) {
            if (!Character.isUnicodeIdentifierStart(source.codePointAt(at)) && source.charAt(at) != '_') {
                throw error(at, "a name must not begin with this character");
            }
            add(TokenType.NAME, matcher.group(), at);
        } else if (matcher.pattern() == STRING) {
            add(TokenType.STRING, string(matcher.group()), at);
        } else if (matcher.pattern() == OPERATOR) {
            balance(matcher.group().charAt(0), open);
            add(TokenType.OPERATOR, matcher.group(), at);
        }
        at = matcher.end();
    }

    private Matcher firstMatch() {
        for (Pattern pattern : List.of(FLOAT, INTEGER, NAME, STRING, OPERATOR)) {
            Matcher matcher = matcher(pattern);
            if (matcher.lookingAt()) {
                return matcher;
            }
        }
        char character = source.charAt(at);
        throw error(
                at,
                character == '\'' || character == '"'
                        ? "the string has no closing quote"
                        : "unexpected character '" + Character.toString(source.codePointAt(at)) + "'");
    }

    private static Object integer(String literal) {
        int radix = switch (literal.length() > 1 ? Character.toLowerCase(literal.charAt(1)) : '0') {
            case 'b' -> 2;
            case 'o' -> 8;
            case 'x' -> 16;
            default -> 10;
        };
        return PythonLiteral.integer(radix == 10 ? literal : literal.substring(2), radix);
    }

    private String string(String literal) {
        try {
            return StringEscapes.unescape(literal.substring(1, literal.length() - 1));
        } catch (IllegalArgumentException e) {
            throw error(at, "the string has a bad escape: " + e.getMessage());
        }
    }

    private void balance(char operator, Deque<Character> open) {
        switch (operator) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> {
                if (open.isEmpty()) {
                    throw error(at, "unexpected '" + operator + "'");
                }
                char expected = open.pop();
                if (expected != operator) {
                    throw error(at, "expected '" + expected + "', not '" + operator + "'");
                }
            }
            default -> {}
        }
    }

    private void add(TokenType type, Object value, int offset) {
        tokens.add(new Token(type, value, position(offset)));
    }

    private Position position(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = source.indexOf('\n'); i >= 0 && i < offset; i = source.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new Position(line, source.codePointCount(lineStart, offset) + 1);
    }

    private TemplateException error(int offset, String problem) {
        return new TemplateException(original, position(offset), problem);
    }
}
