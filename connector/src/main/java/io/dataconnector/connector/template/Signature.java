package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a function, filter or method
 * (<a href="https://docs.python.org/3/reference/expressions.html#calls">Calls</a>).
 *
 * @param parameters the names of the parameters
 * @param required how many of them, from the first on, must be given
 * @param byName whether arguments can be given by name
 * @param open whether there may be further arguments
 */
record Signature(List<String> parameters, int required, boolean byName, boolean open) {
    /** Parameters that take arguments by position or name. */
    static Signature of(int required, String... parameters) {
        return new Signature(List.of(parameters), required, true, false);
    }

    /** Parameters that take arguments by position only. */
    static Signature positional(int required, String... parameters) {
        return new Signature(List.of(parameters), required, false, false);
    }

    /** Any arguments after the given parameters. */
    static Signature open(int required, String... parameters) {
        return new Signature(List.of(parameters), required, true, true);
    }

    BoundArguments bind(Arguments arguments) {
        int given = arguments.positional().size();
        if (given > parameters.size() && !open) {
            throw PythonException.type(
                    "takes at most " + parameters.size() + " arguments, but " + given + " were given");
        }
        List<@Nullable Object> values = new ArrayList<>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            values.add(i < given ? arguments.positional().get(i) : null);
        }
        Map<String, Object> others = Map.of();
        if (!arguments.named().isEmpty()) {
            others = new LinkedHashMap<>();
            bindNamed(arguments.named(), values, others);
        }
        for (int i = 0; i < required; i++) {
            if (values.get(i) == null) {
                throw PythonException.type("the argument '" + parameters.get(i) + "' is missing");
            }
        }
        List<Object> rest =
                given > parameters.size() ? arguments.positional().subList(parameters.size(), given) : List.of();
        return new BoundArguments(values, rest, others);
    }

    private void bindNamed(Map<String, Object> named, List<@Nullable Object> values, Map<String, Object> others) {
        named.forEach((name, value) -> {
            int index = byName ? parameters.indexOf(name) : -1;
            if (index < 0) {
                if (!open) {
                    throw PythonException.type("there is no argument '" + name + "'");
                }
                others.put(name, value);
            } else if (values.set(index, value) != null) {
                throw PythonException.type("the argument '" + name + "' is given twice");
            }
        });
    }
}
