package io.dataconnector.connector.template;

import io.dataconnector.connector.template.Token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses the text, outputs and statements of a template. */
final class TemplateParser {
    private static final int MAX_DEPTH = 100;
    private static final Statements.Block EMPTY = new Statements.Block(List.of());

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private int depth;

    private TemplateParser(String template) {
        tokens = new Tokens(template);
        expressions = new ExpressionParser(tokens);
    }

    /**
     * The statements of a template.
     *
     * @throws TemplateException with line, column and what was expected there
     */
    static Statements.Block parse(String template) {
        TemplateParser parser = new TemplateParser(template);
        return parser.block(Set.of());
    }

    /** Statements up to one of the given ones, whose name is the current token then. */
    private Statements.Block block(Set<String> ends) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            switch (token.type()) {
                case TEXT -> statements.add(new Statements.Text(tokens.next().text()));
                case EXPRESSION_BEGIN -> {
                    tokens.next();
                    statements.add(new Statements.Output(expressions.parseTuple(true)));
                    tokens.expect(TokenType.EXPRESSION_END);
                }
                case STATEMENT_BEGIN -> {
                    tokens.next();
                    if (tokens.current().type() == TokenType.NAME
                            && ends.contains(tokens.current().text())) {
                        return new Statements.Block(statements);
                    }
                    statements.add(statement(ends));
                    tokens.expect(TokenType.STATEMENT_END);
                }
                case END -> {
                    if (!ends.isEmpty()) {
                        throw tokens.unexpected(expected(ends));
                    }
                    return new Statements.Block(statements);
                }
                default -> throw tokens.unexpected("text, '{{' or '{%'");
            }
        }
    }

    private static String expected(Set<String> ends) {
        return String.join(
                " or ", ends.stream().sorted().map(end -> "{% " + end + " %}").toList());
    }

    private Statement statement(Set<String> ends) {
        Token token = tokens.expect(TokenType.NAME);
        if (++depth > MAX_DEPTH) {
            throw tokens.error(token.position(), "the statements are nested too deeply");
        }
        Statement statement = switch (token.text()) {
            case "if" -> ifStatement();
            case "for" -> forStatement(token.position());
            case "set" -> setStatement(token.position());
            default ->
                throw tokens.error(
                        token.position(),
                        "there is no statement '" + token.text() + "' here; known are" + " if, for, set and raw"
                                + (ends.isEmpty() ? "" : ", expected " + expected(ends)));
        };
        depth--;
        return statement;
    }

    private Statements.Block body(Set<String> ends) {
        tokens.skipOperator(":");
        tokens.expect(TokenType.STATEMENT_END);
        return block(ends);
    }

    private Statement ifStatement() {
        expressions.enterCondition();
        List<Map.Entry<Expression, Statements.Block>> branches = new ArrayList<>();
        Statements.Block otherwise = EMPTY;
        String end;
        do {
            Expression condition = expressions.parseTuple(false);
            branches.add(Map.entry(condition, body(Set.of("elif", "else", "endif"))));
            end = tokens.next().text();
        } while (end.equals("elif"));
        if (end.equals("else")) {
            otherwise = body(Set.of("endif"));
            tokens.next();
        }
        expressions.leaveCondition();
        return new Statements.If(branches, otherwise);
    }

    private Statement forStatement(Position position) {
        Target target = target(false);
        if (!tokens.skipName("in")) {
            throw tokens.unexpected("'in'");
        }
        Expression items = expressions.parseTuple(false);
        int suspended = expressions.suspendConditions();
        Optional<Expression> condition = tokens.skipName("if") ? Optional.of(expressions.parse()) : Optional.empty();
        if (tokens.current().isName("recursive")) {
            throw tokens.error(tokens.current().position(), "recursive loops are not supported");
        }
        Statements.Block body = body(Set.of("endfor", "else"));
        Statements.Block otherwise = EMPTY;
        if (tokens.next().text().equals("else")) {
            otherwise = body(Set.of("endfor"));
            tokens.next();
        }
        expressions.resumeConditions(suspended);
        return new Statements.For(target, items, condition, body, otherwise, position);
    }

    private Statement setStatement(Position position) {
        Target target = target(true);
        if (tokens.skipOperator("=")) {
            return new Statements.Set(target, expressions.parseTuple(true), position);
        }
        if (tokens.current().isOperator("|")) {
            throw tokens.error(tokens.current().position(), "a filter on a set block is not supported");
        }
        Statements.Block body = body(Set.of("endset"));
        tokens.next();
        return new Statements.SetBlock(target, body);
    }

    private Target target(boolean withNamespace) {
        List<Target> targets = new ArrayList<>();
        boolean isTuple = false;
        do {
            if (isTuple && (tokens.current().isName("in") || tokens.current().isOperator("="))) {
                break;
            }
            targets.add(singleTarget(withNamespace));
            isTuple |= tokens.current().isOperator(",");
        } while (tokens.skipOperator(","));
        return isTuple ? new Target.Unpacking(targets) : targets.get(0);
    }

    private Target singleTarget(boolean withNamespace) {
        if (tokens.skipOperator("(")) {
            Target inner = target(false);
            tokens.expectOperator(")");
            return inner;
        }
        Token token = tokens.expect(TokenType.NAME);
        if (Set.of("true", "false", "none", "True", "False", "None").contains(token.text())) {
            throw tokens.error(token.position(), "expected a name to assign to, not '" + token.text() + "'");
        }
        if (withNamespace && tokens.skipOperator(".")) {
            return new Target.NamespaceAttribute(
                    token.text(), tokens.expect(TokenType.NAME).text());
        }
        return new Target.Variable(token.text());
    }
}
