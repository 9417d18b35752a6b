package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The literals and operators of the expression language
 * (<a href="https://jinja.palletsprojects.com/en/stable/templates/#expressions">Expressions</a>).
 */
final class Expressions {
    private Expressions() {}

    /** A literal. */
    record Constant(Object value) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return value;
        }

        @Override
        public void analyze(Names names) {}
    }

    /** A list or tuple. */
    record Sequence(List<Expression> items, boolean isTuple) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            List<Object> values = new ArrayList<>(items.size());
            for (Expression item : items) {
                values.add(item.evaluate(scope));
            }
            return isTuple ? new Tuple(values) : values;
        }

        @Override
        public void analyze(Names names) {
            items.forEach(item -> item.analyze(names));
        }
    }

    /** A dict. */
    record Mapping(List<Map.Entry<Expression, Expression>> entries, Position position) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Dict dict = new Dict();
            for (Map.Entry<Expression, Expression> entry : entries) {
                Object key = entry.getKey().evaluate(scope);
                Object value = entry.getValue().evaluate(scope);
                try {
                    dict.put(key, value);
                } catch (PythonException e) {
                    throw e.at(position);
                }
            }
            return dict;
        }

        @Override
        public void analyze(Names names) {
            entries.forEach(entry -> {
                entry.getKey().analyze(names);
                entry.getValue().analyze(names);
            });
        }
    }

    /** A slice between the brackets of an item. */
    record SliceBounds(Expression start, Expression stop, Expression step) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return new Slice(start.evaluate(scope), stop.evaluate(scope), step.evaluate(scope));
        }

        @Override
        public void analyze(Names names) {
            start.analyze(names);
            stop.analyze(names);
            step.analyze(names);
        }
    }

    /** A sign. */
    record Sign(boolean negative, Expression operand, Position position) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = operand.evaluate(scope);
            try {
                return negative ? Arithmetic.negate(value) : Arithmetic.plus(value);
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        @Override
        public void analyze(Names names) {
            operand.analyzeUncalled(names);
        }
    }

    /** An arithmetic operation. */
    record Binary(ArithmeticOperator operator, Expression left, Expression right, Position position)
            implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object first = left.evaluate(scope);
            Object second = right.evaluate(scope);
            try {
                return Arithmetic.apply(operator, first, second);
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        @Override
        public void analyze(Names names) {
            left.analyzeUncalled(names);
            right.analyzeUncalled(names);
        }
    }

    /** {@code a ~ b}: the texts one after the other. */
    record Concatenation(List<Expression> parts) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            StringBuilder text = new StringBuilder();
            for (Expression part : parts) {
                text.append(PythonText.str(part.evaluate(scope)));
            }
            return text.toString();
        }

        @Override
        public void analyze(Names names) {
            parts.forEach(part -> part.analyzeUncalled(names));
        }
    }

    /** A chain of comparisons, of which each operand is evaluated once at most. */
    record Comparison(Expression first, List<Map.Entry<ComparisonOperator, Expression>> rest, Position position)
            implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object left = first.evaluate(scope);
            for (Map.Entry<ComparisonOperator, Expression> comparison : rest) {
                Object right = comparison.getValue().evaluate(scope);
                try {
                    if (!comparison.getKey().test(left, right)) {
                        return false;
                    }
                } catch (PythonException e) {
                    throw e.at(position);
                }
                left = right;
            }
            return true;
        }

        @Override
        public void analyze(Names names) {
            first.analyzeUncalled(names);
            // Two methods are compared by what they are methods of.
            boolean isConstant = first instanceof Constant;
            for (Map.Entry<ComparisonOperator, Expression> comparison : rest) {
                if (isConstant && rest.size() == 1) {
                    comparison.getValue().analyzeUncalled(names);
                } else {
                    comparison.getValue().analyze(names);
                }
            }
        }
    }

    /** {@code not a}. */
    record Negation(Expression operand) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return !Types.isTrue(operand.evaluate(scope));
        }

        @Override
        public void analyze(Names names) {
            operand.analyzeUncalled(names);
        }
    }

    /** {@code a and b} or {@code a or b}: the operand that decides. */
    record Logical(boolean isAnd, Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = left.evaluate(scope);
            return Types.isTrue(value) == isAnd ? right.evaluate(scope) : value;
        }

        @Override
        public void analyze(Names names) {
            left.analyze(names);
            right.analyze(names);
        }

        @Override
        public void analyzeUncalled(Names names) {
            left.analyzeUncalled(names);
            right.analyzeUncalled(names);
        }
    }

    /** {@code a if condition else b}; undefined if there is no else. */
    record Conditional(Expression condition, Expression then, Optional<Expression> otherwise) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            if (Types.isTrue(condition.evaluate(scope))) {
                return then.evaluate(scope);
            }
            return otherwise.isPresent()
                    ? otherwise.get().evaluate(scope)
                    : Undefined.of("the inline if has no else, and its condition is false");
        }

        @Override
        public void analyze(Names names) {
            condition.analyzeUncalled(names);
            then.analyze(names);
            otherwise.ifPresent(expression -> expression.analyze(names));
        }

        @Override
        public void analyzeUncalled(Names names) {
            condition.analyzeUncalled(names);
            then.analyzeUncalled(names);
            otherwise.ifPresent(expression -> expression.analyzeUncalled(names));
        }
    }
}
