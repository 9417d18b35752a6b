package io.dataconnector.connector.template;

import io.dataconnector.connector.template.Token.TokenType;
import java.util.List;

/** The tokens of a template, read one after the other. */
final class Tokens {
    private final String template;
    private final List<Token> tokens;
    private int at;

    Tokens(String template) {
        this.template = template;
        this.tokens = Lexer.tokens(template);
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean skipName(String name) {
        if (current().isName(name)) {
            next();
            return true;
        }
        return false;
    }

    boolean skipOperator(String operator) {
        if (current().isOperator(operator)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(TokenType type) {
        if (current().type() != type) {
            throw unexpected(type.description());
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    TemplateException unexpected(String expected) {
        return error(
                current().position(),
                "expected " + expected + ", not " + current().description());
    }

    TemplateException error(Position position, String problem) {
        return new TemplateException(template, position, problem);
    }
}
