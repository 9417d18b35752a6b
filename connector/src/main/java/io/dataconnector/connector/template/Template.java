package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A template of a manifest: text with Jinja2 in it, parsed once and evaluated many times, as Airbyte's Python CDK does in
 * {@code JinjaInterpolation}. Immutable, and safe for use by several threads.
 *
 * <p>A template is rendered to text, and the text becomes the value that it denotes as a Python literal: {@code "12"}
 * becomes an int, {@code "[1, 'a']"} a list; any other text stays text. Values are {@link None}, Boolean, Long or
 * BigInteger, Double or BigDecimal, String, List, {@link Tuple}, {@link Dict} and {@link SetValue}.
 *
 * <p>There is one difference on purpose: where a template is nothing but a path to a decimal number, the result is the
 * number with the digits that it has in the JSON document, where Python has the nearest float.
 */
public final class Template {
    /** What counts as false besides False, 0 and None, as in {@code InterpolatedBoolean}. */
    private static final Set<String> FALSE_TEXTS = Set.of("False", "false", "{}", "[]", "()", "", "0", "0.0");

    private static final String FORBIDDEN = "stream_state";

    private final String text;
    private final Statements.Block body;
    private final Set<String> dependencies;
    private final List<VariablePath> paths;
    private final Optional<Expression> soleExpression;
    private final Optional<String> constant;
    private final Optional<Object> sourceLiteral;

    private Template(String text, Statements.Block body) {
        this.text = text;
        this.body = body;
        Names names = new Names();
        body.analyze(names);
        Set<String> external = new TreeSet<>(names.external());
        for (String name : external) {
            if (KnownNames.isUnsupportedGlobal(name)) {
                throw new TemplateException(text, Position.START, "the function '" + name + "' is not supported");
            }
        }
        external.removeIf(KnownNames::isGlobal);
        paths = List.copyOf(names.paths());
        dependencies = Set.copyOf(external);
        soleExpression = body.statements().size() == 1 && body.statements().get(0) instanceof Statements.Output output
                ? Optional.of(output.expression())
                : Optional.empty();
        constant = constant(body);
        sourceLiteral = PythonLiteral.read(text);
    }

    private static Optional<String> constant(Statements.Block body) {
        StringBuilder constant = new StringBuilder();
        for (Statement statement : body.statements()) {
            if (!(statement instanceof Statements.Text part)) {
                return Optional.empty();
            }
            constant.append(part.text());
        }
        return Optional.of(constant.toString());
    }

    /**
     * Parses a template.
     *
     * @throws TemplateException if it is none, with the place and what was expected there
     */
    public static Template parse(String text) {
        requireNonNull(text, "text is null");
        if (text.contains(FORBIDDEN)) {
            throw new TemplateException(
                    text, Position.START, "stream_state is not available in templates; use stream_interval");
        }
        return new Template(text, TemplateParser.parse(text));
    }

    /** The text that was parsed. */
    public String text() {
        return text;
    }

    /** Whether there is nothing to evaluate. */
    public boolean isConstant() {
        return constant.isPresent();
    }

    /** The variables that must be there; {@code stream_interval} and {@code stream_partition} count as stream_slice. */
    public Set<String> dependsOn() {
        return dependencies;
    }

    /**
     * The paths of a variable that the template reads, each with all that is below it; no path is below another. No paths
     * at all: the template does not use the variable.
     *
     * <p>Every evaluation gives the same on a variable that has been cut down to these paths: on the way to a path an
     * object stays an object, but has no other members, and anything else stays at least of its kind, be it an array, a
     * text or null. A path that the variable does not have is not made up.
     *
     * @return the names of the members from the variable on; empty if the template may need the whole variable, because
     *     it uses it in any other way, such as an array by index, {@code response | length} or {@code 'a' in response}
     */
    public Optional<Set<List<String>>> pathsOf(String variable) {
        Set<List<String>> ofVariable = new LinkedHashSet<>();
        for (VariablePath path : paths) {
            boolean isWithinOther = paths.stream()
                    .anyMatch(other -> other.contains(path)
                            && other.members().size() < path.members().size());
            if (path.variable().equals(variable) && !isWithinOther) {
                ofVariable.add(path.members());
            }
        }
        return ofVariable.contains(List.of()) ? Optional.empty() : Optional.of(Collections.unmodifiableSet(ofVariable));
    }

    /**
     * The value, or {@link None} if it is empty or uses something undefined.
     *
     * @throws TemplateException if a variable is missing, or evaluating fails in another way than by a type error; on a
     *     type error the CDK takes the text of the template itself, and so does this
     */
    public Object evaluate(Variables variables) {
        return evaluate(variables, Set.of());
    }

    /** The same, but text that denotes a value of none of the given types stays text; no types allow all. */
    public Object evaluate(Variables variables, Set<ValueType> types) {
        return attempt(variables, types).orElse(None.NONE);
    }

    /** The value as {@code InterpolatedString} has it: what is empty stays empty text, and undefined is an error. */
    public Object evaluateString(Variables variables) {
        return evaluateString(variables, Set.of());
    }

    /** The same, but text that denotes a value of none of the given types stays text; no types allow all. */
    public Object evaluateString(Variables variables, Set<ValueType> types) {
        Optional<Object> value = attempt(variables, types);
        if (value.isPresent()) {
            return value.get();
        }
        try {
            return result(render(variables), types);
        } catch (PythonException e) {
            throw describe(e);
        }
    }

    /** The value as {@code InterpolatedBoolean} has it: false if it is empty, undefined or one of the false values. */
    public boolean evaluateBoolean(Variables variables) {
        return isTrue(attempt(variables, Set.of()).orElse(false));
    }

    private static boolean isTrue(Object value) {
        if (value instanceof String text) {
            return !FALSE_TEXTS.contains(text);
        }
        return Types.isTrue(value);
    }

    /** The value; empty if there is none, so that a default takes its place. */
    private Optional<Object> attempt(Variables variables, Set<ValueType> types) {
        try {
            Object rendered = render(variables);
            return rendered.equals("") ? Optional.empty() : Optional.of(result(rendered, types));
        } catch (PythonException e) {
            if (e.kind() == PythonException.Kind.UNDEFINED) {
                return Optional.empty();
            }
            throw describe(e);
        }
    }

    private TemplateException describe(PythonException e) {
        return new TemplateException(text, e.position().orElse(Position.START), e.problem());
    }

    /** The text that the template gives; the value itself where a text would only be read back to the same value. */
    private Object render(Variables variables) {
        if (constant.isPresent()) {
            return constant.get();
        }
        requireDependencies(variables);
        try {
            Scope scope = new Scope(variables);
            if (soleExpression.isPresent()) {
                Object value = soleExpression.get().evaluate(scope);
                return isOwnLiteral(value) ? value : PythonText.str(value);
            }
            StringBuilder output = new StringBuilder();
            body.execute(scope, output);
            return output.toString();
        } catch (PythonException e) {
            if (e.kind() == PythonException.Kind.TYPE) {
                return text;
            }
            throw e;
        } catch (StackOverflowError e) {
            throw new PythonException(PythonException.Kind.OTHER, "the values are nested too deeply");
        }
    }

    private void requireDependencies(Variables variables) {
        for (String name : dependencies) {
            if (variables.value(name).isEmpty()) {
                throw new TemplateException(text, Position.START, "there is no variable '" + name + "' here");
            }
        }
    }

    /** Whether the text of a value denotes the value itself. */
    private static boolean isOwnLiteral(Object value) {
        if (value instanceof Long || value instanceof Boolean || value instanceof None) {
            return true;
        }
        if (value instanceof Double real) {
            return !real.isNaN() && !real.isInfinite();
        }
        return value instanceof BigDecimal
                || (value instanceof BigInteger && value.toString().length() < 4300);
    }

    private Object result(Object rendered, Set<ValueType> types) {
        if (!(rendered instanceof String string)) {
            return accepts(types, rendered) ? keepDigits(rendered) : PythonText.str(rendered);
        }
        Optional<Object> literal = string.equals(text) ? sourceLiteral : PythonLiteral.read(string);
        return literal.filter(value -> accepts(types, value)).orElse(string);
    }

    /** A decimal number keeps its digits where the template is nothing but the path to it. */
    private Object keepDigits(Object value) {
        boolean isPath = soleExpression
                .filter(expression -> expression instanceof Path path && path.isPlain())
                .isPresent();
        return value instanceof BigDecimal decimal && !isPath ? decimal.doubleValue() : value;
    }

    private static boolean accepts(Set<ValueType> types, Object value) {
        return types.isEmpty() || types.stream().anyMatch(type -> type.accepts(value));
    }
}
