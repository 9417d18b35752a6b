package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The expressions that lead to a value: a name, an attribute, an item, a call. They do not convert what they pass. */
sealed interface Path extends Expression {
    @Override
    default Object evaluate(Scope scope) {
        return JsonValues.value(locate(scope));
    }

    @Override
    Object locate(Scope scope);

    @Override
    default void analyze(Names names) {
        analyze(names, false);
    }

    @Override
    default void analyzeUncalled(Names names) {
        analyze(names, true);
    }

    private void analyze(Names names, boolean isUncalled) {
        Optional<VariablePath> path = VariablePath.of(this).filter(way -> isUncalled || !way.maybeMethod());
        if (path.isPresent()) {
            names.read(path.get());
            analyzeFallbacks(names);
        } else {
            analyzeParts(names, isUncalled);
        }
    }

    /** Reports what is read besides the way itself: what stands in for members that are missing. */
    default void analyzeFallbacks(Names names) {}

    /** Reports the names that the operands read. */
    void analyzeParts(Names names, boolean isUncalled);

    /** Whether this is nothing but a way into the variables, so that a number keeps its digits. */
    boolean isPlain();

    /** A variable, or a global function. */
    record Name(String name) implements Path {
        public Name {
            requireNonNull(name, "name is null");
        }

        @Override
        public Object locate(Scope scope) {
            Object value = scope.find(name);
            return value instanceof JsonNode node ? JsonValues.shallow(node) : value;
        }

        @Override
        public boolean isPlain() {
            return true;
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            throw new IllegalStateException("a name is a way by itself");
        }
    }

    /** {@code target.name}: an attribute, or else an item. */
    record Attribute(Expression target, String name, Position position) implements Path {
        @Override
        public Object locate(Scope scope) {
            Object container = target.locate(scope);
            try {
                return Attributes.attributeOrItem(container, name);
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        @Override
        public boolean isPlain() {
            return target instanceof Path path && path.isPlain();
        }

        @Override
        public void analyzeFallbacks(Names names) {
            ((Path) target).analyzeFallbacks(names);
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            target.analyzeUncalled(names);
        }
    }

    /** {@code target[key]}: an item, or else an attribute. */
    record Item(Expression target, Expression key, Position position) implements Path {
        @Override
        public Object locate(Scope scope) {
            Object container = target.locate(scope);
            Object itemKey = key.evaluate(scope);
            try {
                return Attributes.itemOrAttribute(container, itemKey);
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        @Override
        public boolean isPlain() {
            return target instanceof Path path && path.isPlain() && key instanceof Expressions.Constant;
        }

        @Override
        public void analyzeFallbacks(Names names) {
            ((Path) target).analyzeFallbacks(names);
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            target.analyzeUncalled(names);
            key.analyze(names);
        }
    }

    /** {@code callee(arguments)}. */
    record Call(Expression callee, ArgumentList arguments, Position position) implements Path {
        private static final String GET = "get";

        @Override
        public Object locate(Scope scope) {
            if (callee instanceof Attribute method && method.name().equals(GET)) {
                return callGet(scope, method);
            }
            return call(scope, callee.evaluate(scope));
        }

        private Object call(Scope scope, Object function) {
            Arguments values = arguments.evaluate(scope);
            try {
                if (function instanceof BoundRoutine routine) {
                    return routine.call(scope, values);
                }
                throw function instanceof Undefined undefined
                        ? undefined.failure()
                        : PythonException.type("a value of type '" + Types.name(function) + "' cannot be called");
            } catch (PythonException e) {
                throw e.at(position);
            }
        }

        /** The {@code get} of an object of a JSON document, which most calls in manifests are. */
        private Object callGet(Scope scope, Attribute method) {
            Object target = method.target().locate(scope);
            if (target instanceof ObjectNode object && hasPlainArguments()) {
                Object key = arguments.positional().get(0).evaluate(scope);
                Object fallback = arguments.positional().size() == 1
                        ? None.NONE
                        : arguments.positional().get(1).evaluate(scope);
                if (key instanceof String name) {
                    JsonNode member = object.get(name);
                    return member == null ? fallback : JsonValues.shallow(member);
                }
                try {
                    Dict.canonical(key);
                } catch (PythonException e) {
                    throw e.at(position);
                }
                return fallback;
            }
            Object function;
            try {
                function = Attributes.attributeOrItem(target, method.name());
            } catch (PythonException e) {
                throw e.at(method.position());
            }
            return call(scope, JsonValues.value(function));
        }

        /** Whether this is {@code target.get(key)} or {@code target.get(key, fallback)}. */
        boolean isPlainGet() {
            return callee instanceof Attribute method && method.name().equals(GET) && hasPlainArguments();
        }

        private boolean hasPlainArguments() {
            int count = arguments.positional().size();
            return (count == 1 || count == 2)
                    && arguments.named().isEmpty()
                    && arguments.spread().isEmpty()
                    && arguments.spreadNamed().isEmpty();
        }

        @Override
        public boolean isPlain() {
            return callee instanceof Attribute method && method.name().equals(GET) && method.isPlain();
        }

        @Override
        public void analyzeFallbacks(Names names) {
            ((Path) ((Attribute) callee).target()).analyzeFallbacks(names);
            arguments.analyze(names);
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            if (callee instanceof Attribute method) {
                method.analyzeParts(names, false);
            } else if (callee instanceof Item method) {
                method.analyzeParts(names, false);
            } else {
                callee.analyze(names);
            }
            arguments.analyze(names);
        }
    }

    /** What a filter or test gives, or an error that says where it is. */
    private static Object call(
            Routine routine, Scope scope, Expression value, ArgumentList arguments, Position position) {
        Object self = value.evaluate(scope);
        Arguments values = arguments.evaluate(scope);
        try {
            return routine.call(scope, self, values);
        } catch (PythonException e) {
            throw e.at(position);
        }
    }

    /** {@code value|filter(arguments)}. */
    record Filter(Expression value, Routine filter, ArgumentList arguments, Position position) implements Path {
        @Override
        public Object locate(Scope scope) {
            return call(filter, scope, value, arguments, position);
        }

        @Override
        public boolean isPlain() {
            return false;
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            if (isUncalled || !SequenceFilters.givesValueItself(filter)) {
                value.analyzeUncalled(names);
            } else {
                value.analyze(names);
            }
            arguments.analyze(names);
        }
    }

    /** {@code value is test(arguments)}. */
    record Test(Expression value, Routine test, ArgumentList arguments, Position position) implements Path {
        @Override
        public Object locate(Scope scope) {
            return call(test, scope, value, arguments, position);
        }

        @Override
        public boolean isPlain() {
            return false;
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            value.analyzeUncalled(names);
            arguments.analyze(names);
        }
    }

    /** A filter or test that does not exist, within a condition: Jinja2 lets it fail when it is reached. */
    record Unknown(List<Expression> operands, String problem, Position position) implements Path {
        @Override
        public Object locate(Scope scope) {
            throw new PythonException(PythonException.Kind.OTHER, problem).at(position);
        }

        @Override
        public boolean isPlain() {
            return false;
        }

        @Override
        public void analyzeParts(Names names, boolean isUncalled) {
            operands.forEach(operand -> operand.analyze(names));
        }
    }
}
