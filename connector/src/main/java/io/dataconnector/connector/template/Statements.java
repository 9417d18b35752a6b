package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of a template
 * (<a href="https://jinja.palletsprojects.com/en/stable/templates/#list-of-control-structures">Control Structures</a>).
 */
final class Statements {
    private Statements() {}

    /** Text outside of delimiters. */
    record Text(String text) implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            output.append(text);
        }

        @Override
        public void analyze(Names names) {}
    }

    /** {@code {{ expression }}}. */
    record Output(Expression expression) implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            output.append(PythonText.str(expression.evaluate(scope)));
        }

        @Override
        public void analyze(Names names) {
            expression.analyzeUncalled(names);
        }
    }

    /** Statements one after the other. */
    record Block(List<Statement> statements) implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            for (Statement statement : statements) {
                statement.execute(scope, output);
            }
        }

        @Override
        public void analyze(Names names) {
            statements.forEach(statement -> statement.analyze(names));
        }
    }

    /** {@code {% if %}} with its {@code elif} branches in order. */
    record If(List<Map.Entry<Expression, Block>> branches, Block otherwise) implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            for (Map.Entry<Expression, Block> branch : branches) {
                if (Types.isTrue(branch.getKey().evaluate(scope))) {
                    branch.getValue().execute(scope, output);
                    return;
                }
            }
            otherwise.execute(scope, output);
        }

        @Override
        public void analyze(Names names) {
            branches.get(0).getKey().analyzeUncalled(names);
            names.branch(List.of(
                    branches.get(0).getValue()::analyze,
                    inner -> branches.subList(1, branches.size()).forEach(branch -> {
                        branch.getKey().analyzeUncalled(inner);
                        branch.getValue().analyze(inner);
                    }),
                    otherwise::analyze));
        }
    }

    /** {@code {% for %}}; what its body sets is gone after each item. */
    record For(
            Target target,
            Expression items,
            Optional<Expression> condition,
            Block body,
            Block otherwise,
            Position position)
            implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            List<Object> selected = select(scope);
            if (selected.isEmpty()) {
                otherwise.execute(scope.inner(), output);
            }
            for (int i = 0; i < selected.size(); i++) {
                Scope inner = scope.inner();
                assign(inner, selected.get(i));
                inner.set("loop", new Loop(selected, i));
                body.execute(inner, output);
            }
        }

        private List<Object> select(Scope scope) {
            Object values = items.evaluate(scope);
            try {
                Iterator<Object> iterator = Types.iterator(values);
                List<Object> selected = new ArrayList<>();
                while (iterator.hasNext()) {
                    Object item = iterator.next();
                    if (condition.isEmpty() || isSelected(condition.get(), scope, item)) {
                        selected.add(item);
                    }
                }
                return selected;
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        private boolean isSelected(Expression test, Scope scope, Object item) {
            Scope inner = scope.inner();
            assign(inner, item);
            return Types.isTrue(test.evaluate(inner));
        }

        private void assign(Scope scope, Object item) {
            try {
                target.assign(scope, item);
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        @Override
        public void analyze(Names names) {
            items.analyzeUncalled(names);
            Names inner = names.inner();
            inner.write("loop");
            target.analyze(inner);
            condition.ifPresent(test -> test.analyzeUncalled(inner));
            body.analyze(inner);
            otherwise.analyze(names.inner());
        }
    }

    /** {@code {% set name = expression %}}. */
    record Set(Target target, Expression value, Position position) implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            Object item = value.evaluate(scope);
            try {
                target.assign(scope, item);
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        @Override
        public void analyze(Names names) {
            value.analyze(names);
            target.analyze(names);
        }
    }

    /** {@code {% set name %}...{% endset %}}. */
    record SetBlock(Target target, Block body) implements Statement {
        @Override
        public void execute(Scope scope, StringBuilder output) {
            StringBuilder text = new StringBuilder();
            body.execute(scope.inner(), text);
            target.assign(scope, text.toString());
        }

        @Override
        public void analyze(Names names) {
            body.analyze(names.inner());
            target.analyze(names);
        }
    }
}
