package io.dataconnector.connector.template;

import io.dataconnector.connector.template.Token.TokenType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses expressions with the precedence of Jinja2's own parser, which is Python's but for a few cases: {@code **} binds to
 * the left, {@code ~} binds closer than {@code +}, and a filter binds closer than a sign.
 */
final class ExpressionParser {
    private static final int MAX_DEPTH = 200;
    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "==", ComparisonOperator.EQUAL,
            "!=", ComparisonOperator.UNEQUAL,
            "<", ComparisonOperator.LESS,
            "<=", ComparisonOperator.LESS_OR_EQUAL,
            ">", ComparisonOperator.GREATER,
            ">=", ComparisonOperator.GREATER_OR_EQUAL);
    private static final Map<String, ArithmeticOperator> SUMS =
            Map.of("+", ArithmeticOperator.ADD, "-", ArithmeticOperator.SUBTRACT);
    private static final Map<String, ArithmeticOperator> PRODUCTS = Map.of(
            "*", ArithmeticOperator.MULTIPLY,
            "/", ArithmeticOperator.DIVIDE,
            "//", ArithmeticOperator.FLOOR_DIVIDE,
            "%", ArithmeticOperator.MODULO);
    private static final Map<String, String> ALIASES =
            Map.of("stream_interval", "stream_slice", "stream_partition", "stream_slice");
    private static final Expression NO_BOUND = new Expressions.Constant(None.NONE);

    private final Tokens tokens;
    private int depth;
    private int conditions;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Begins and ends what is only reached under a condition, where an unknown filter is no error before it is reached. */
    void enterCondition() {
        conditions++;
    }

    void leaveCondition() {
        conditions--;
    }

    /** Leaves all conditions, as the body of a loop does; gives what {@link #resumeConditions} takes. */
    int suspendConditions() {
        int suspended = conditions;
        conditions = 0;
        return suspended;
    }

    void resumeConditions(int suspended) {
        conditions = suspended;
    }

    /** An expression, or a tuple without parentheses. */
    Expression parseTuple(boolean withConditional) {
        return tuple(withConditional, false);
    }

    private Expression tuple(boolean withConditional, boolean mayBeEmpty) {
        List<Expression> items = new ArrayList<>();
        boolean isTuple = false;
        while (!isTupleEnd()) {
            items.add(withConditional ? parse() : or());
            if (!tokens.skipOperator(",")) {
                break;
            }
            isTuple = true;
        }
        if (!isTuple && !items.isEmpty()) {
            return items.get(0);
        }
        if (items.isEmpty() && !mayBeEmpty) {
            throw tokens.unexpected("an expression");
        }
        return new Expressions.Sequence(items, true);
    }

    private boolean isTupleEnd() {
        Token token = tokens.current();
        return token.type() == TokenType.EXPRESSION_END
                || token.type() == TokenType.STATEMENT_END
                || token.isOperator(")")
                || token.isName("recursive");
    }

    /** An expression. */
    Expression parse() {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.current().position(), "the expression is nested too deeply");
        }
        int first = conditions;
        Expression expression = conditional();
        conditions = first;
        depth--;
        return expression;
    }

    private Expression conditional() {
        Expression then = or();
        while (tokens.skipName("if")) {
            conditions++;
            Expression condition = or();
            Optional<Expression> otherwise = Optional.empty();
            if (tokens.skipName("else")) {
                otherwise = Optional.of(parse());
            }
            conditions--;
            then = new Expressions.Conditional(condition, then, otherwise);
        }
        return then;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expressions.Logical(false, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expressions.Logical(true, left, not());
        }
        return left;
    }

    private Expression not() {
        if (tokens.skipName("not")) {
            if (++depth > MAX_DEPTH) {
                throw tokens.error(tokens.current().position(), "the expression is nested too deeply");
            }
            Expression operand = not();
            depth--;
            return new Expressions.Negation(operand);
        }
        return comparison();
    }

    private Expression comparison() {
        Position position = tokens.current().position();
        Expression first = sum();
        List<Map.Entry<ComparisonOperator, Expression>> rest = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            ComparisonOperator operator = token.type() == TokenType.OPERATOR ? COMPARISONS.get(token.text()) : null;
            if (operator != null) {
                tokens.next();
                rest.add(Map.entry(operator, sum()));
            } else if (tokens.skipName("in")) {
                rest.add(Map.entry(ComparisonOperator.IN, sum()));
            } else if (token.isName("not") && tokens.following().isName("in")) {
                tokens.next();
                tokens.next();
                rest.add(Map.entry(ComparisonOperator.NOT_IN, sum()));
            } else {
                return rest.isEmpty() ? first : new Expressions.Comparison(first, rest, position);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        Optional<ArithmeticOperator> operator = operator(SUMS);
        while (operator.isPresent()) {
            Position position = tokens.next().position();
            left = new Expressions.Binary(operator.get(), left, concatenation(), position);
            operator = operator(SUMS);
        }
        return left;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.current().isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expressions.Concatenation(parts);
    }

    private Expression product() {
        Expression left = power();
        Optional<ArithmeticOperator> operator = operator(PRODUCTS);
        while (operator.isPresent()) {
            Position position = tokens.next().position();
            left = new Expressions.Binary(operator.get(), left, power(), position);
            operator = operator(PRODUCTS);
        }
        return left;
    }

    private Optional<ArithmeticOperator> operator(Map<String, ArithmeticOperator> operators) {
        return tokens.current().type() == TokenType.OPERATOR
                ? Optional.ofNullable(operators.get(tokens.current().text()))
                : Optional.empty();
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.current().isOperator("**")) {
            Position position = tokens.next().position();
            left = new Expressions.Binary(ArithmeticOperator.POWER, left, unary(true), position);
        }
        return left;
    }

    private Expression unary(boolean withFilter) {
        Token token = tokens.current();
        Expression node;
        if (token.isOperator("-") || token.isOperator("+")) {
            tokens.next();
            if (++depth > MAX_DEPTH) {
                throw tokens.error(token.position(), "the expression is nested too deeply");
            }
            node = new Expressions.Sign(token.isOperator("-"), unary(false), token.position());
            depth--;
        } else {
            node = primary();
        }
        node = postfix(node);
        return withFilter ? filters(node) : node;
    }

    private Expression primary() {
        Token token = tokens.current();
        return switch (token.type()) {
            case NAME -> name();
            case STRING -> strings();
            case INTEGER, FLOAT -> new Expressions.Constant(tokens.next().value());
            case OPERATOR -> bracketed(token);
            case TEXT, EXPRESSION_BEGIN, EXPRESSION_END, STATEMENT_BEGIN, STATEMENT_END, END ->
                throw tokens.unexpected("an expression");
        };
    }

    private Expression name() {
        String name = tokens.next().text();
        return switch (name) {
            case "true", "True" -> new Expressions.Constant(true);
            case "false", "False" -> new Expressions.Constant(false);
            case "none", "None" -> new Expressions.Constant(None.NONE);
            default -> new Path.Name(ALIASES.getOrDefault(name, name));
        };
    }

    private Expression strings() {
        StringBuilder text = new StringBuilder();
        while (tokens.current().type() == TokenType.STRING) {
            text.append(tokens.next().text());
        }
        return new Expressions.Constant(text.toString());
    }

    private Expression bracketed(Token token) {
        return switch (token.text()) {
            case "(" -> {
                tokens.next();
                depth++;
                Expression inner = tuple(true, true);
                depth--;
                tokens.expectOperator(")");
                yield inner;
            }
            case "[" -> {
                tokens.next();
                List<Expression> items = new ArrayList<>();
                while (!tokens.current().isOperator("]")) {
                    items.add(parse());
                    if (!tokens.skipOperator(",")) {
                        break;
                    }
                }
                tokens.expectOperator("]");
                yield new Expressions.Sequence(items, false);
            }
            case "{" -> mapping();
            default -> throw tokens.unexpected("an expression");
        };
    }

    private Expression mapping() {
        Position position = tokens.next().position();
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!tokens.current().isOperator("}")) {
            Expression key = parse();
            tokens.expectOperator(":");
            entries.add(Map.entry(key, parse()));
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("}");
        return new Expressions.Mapping(entries, position);
    }

    private Expression postfix(Expression start) {
        Expression node = start;
        while (true) {
            Token token = tokens.current();
            if (token.isOperator(".")) {
                node = attribute(node);
            } else if (token.isOperator("[")) {
                node = item(node);
            } else if (token.isOperator("(")) {
                requireSupported(node);
                node = new Path.Call(node, arguments(), token.position());
            } else {
                return node;
            }
        }
    }

    private void requireSupported(Expression callee) {
        if (callee instanceof Path.Attribute method && UnsupportedAttributes.isUnknownMethod(method.name())) {
            throw tokens.error(method.position(), "the method '" + method.name() + "' is not supported");
        }
    }

    private Expression attribute(Expression target) {
        Position position = tokens.next().position();
        Token token = tokens.next();
        return switch (token.type()) {
            case NAME -> new Path.Attribute(target, token.text(), position);
            case INTEGER -> new Path.Item(target, new Expressions.Constant(token.value()), position);
            default ->
                throw tokens.error(token.position(), "expected a name or number after '.', not " + token.description());
        };
    }

    private Expression item(Expression target) {
        Position position = tokens.next().position();
        List<Expression> keys = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            keys.add(subscript());
        }
        tokens.expectOperator("]");
        Expression key = keys.size() == 1 ? keys.get(0) : new Expressions.Sequence(keys, true);
        return new Path.Item(target, key, position);
    }

    private Expression subscript() {
        Expression start = tokens.current().isOperator(":") ? NO_BOUND : parse();
        if (!tokens.skipOperator(":")) {
            return start;
        }
        Expression stop = isBoundLeftOut() ? NO_BOUND : parse();
        Expression step = NO_BOUND;
        if (tokens.skipOperator(":") && !isBoundLeftOut()) {
            step = parse();
        }
        return new Expressions.SliceBounds(start, stop, step);
    }

    private boolean isBoundLeftOut() {
        Token token = tokens.current();
        return token.isOperator(":") || token.isOperator("]") || token.isOperator(",");
    }

    private ArgumentList arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Optional<Expression> spread = Optional.empty();
        Optional<Expression> spreadNamed = Optional.empty();
        while (!tokens.current().isOperator(")")) {
            Token token = tokens.current();
            if (tokens.skipOperator("**")) {
                requireOrder(spreadNamed.isEmpty(), token);
                spreadNamed = Optional.of(parse());
            } else if (tokens.skipOperator("*")) {
                requireOrder(spread.isEmpty() && spreadNamed.isEmpty(), token);
                spread = Optional.of(parse());
            } else if (token.type() == TokenType.NAME && tokens.following().isOperator("=")) {
                requireOrder(spreadNamed.isEmpty() && !named.containsKey(token.text()), token);
                tokens.next();
                tokens.next();
                named.put(token.text(), parse());
            } else {
                requireOrder(named.isEmpty() && spread.isEmpty() && spreadNamed.isEmpty(), token);
                positional.add(parse());
            }
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator(")");
        return new ArgumentList(positional, named, spread, spreadNamed);
    }

    private void requireOrder(boolean ordered, Token token) {
        if (!ordered) {
            throw tokens.error(token.position(), "the arguments are out of order, or one is given twice");
        }
    }

    private Expression filters(Expression start) {
        Expression node = start;
        while (true) {
            Token token = tokens.current();
            if (tokens.skipOperator("|")) {
                node = filter(node);
            } else if (tokens.skipName("is")) {
                node = test(node);
            } else if (token.isOperator("(")) {
                node = new Path.Call(node, arguments(), token.position());
            } else {
                return node;
            }
        }
    }

    private Expression filter(Expression value) {
        Position position = tokens.current().position();
        String name = dottedName();
        ArgumentList arguments = tokens.current().isOperator("(") ? arguments() : ArgumentList.EMPTY;
        if (Filters.isUnsupported(name)) {
            throw tokens.error(position, "the filter '" + name + "' is not supported");
        }
        Routine filter = Filters.find(name);
        return filter == null
                ? unknown("filter", name, value, arguments, position)
                : new Path.Filter(value, filter, arguments, position);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.skipName("not");
        Position position = tokens.current().position();
        String name = dottedName();
        ArgumentList arguments = testArguments();
        Routine test = Tests.find(name);
        Expression node = test == null
                ? unknown("test", name, value, arguments, position)
                : new Path.Test(value, test, arguments, position);
        return negated ? new Expressions.Negation(node) : node;
    }

    private ArgumentList testArguments() {
        Token token = tokens.current();
        if (token.isOperator("(")) {
            return arguments();
        }
        boolean hasArgument = switch (token.type()) {
            case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.isOperator("[") || token.isOperator("{");
            default -> false;
        };
        if (!hasArgument) {
            return ArgumentList.EMPTY;
        }
        if (token.isName("is")) {
            throw tokens.error(token.position(), "tests cannot be chained with 'is'");
        }
        return ArgumentList.of(List.of(postfix(primary())));
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(TokenType.NAME).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(TokenType.NAME).text());
        }
        return name.toString();
    }

    private Expression unknown(String kind, String name, Expression value, ArgumentList arguments, Position position) {
        String problem = "there is no " + kind + " named '" + name + "'";
        if (conditions == 0) {
            throw tokens.error(position, problem);
        }
        List<Expression> operands = new ArrayList<>(List.of(value));
        operands.addAll(arguments.positional());
        operands.addAll(arguments.named().values());
        return new Path.Unknown(operands, problem, position);
    }
}
