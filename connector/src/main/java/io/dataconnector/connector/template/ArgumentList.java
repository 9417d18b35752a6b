package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call in the syntax tree.
 *
 * @param spread a sequence of further positional arguments ({@code *args})
 * @param spreadNamed a dict of further named arguments ({@code **kwargs})
 */
record ArgumentList(
        List<Expression> positional,
        Map<String, Expression> named,
        Optional<Expression> spread,
        Optional<Expression> spreadNamed) {
    static final ArgumentList EMPTY = of(List.of());

    static ArgumentList of(List<Expression> positional) {
        return new ArgumentList(positional, Map.of(), Optional.empty(), Optional.empty());
    }

    Arguments evaluate(Scope scope) {
        if (positional.isEmpty() && named.isEmpty() && spread.isEmpty() && spreadNamed.isEmpty()) {
            return Arguments.NONE;
        }
        List<Object> values = new ArrayList<>(positional.size());
        for (Expression argument : positional) {
            values.add(argument.evaluate(scope));
        }
        spread.ifPresent(items -> values.addAll(Types.items(items.evaluate(scope))));
        if (named.isEmpty() && spreadNamed.isEmpty()) {
            return Arguments.of(values);
        }
        Map<String, Object> namedValues = new LinkedHashMap<>();
        named.forEach((name, argument) -> namedValues.put(name, argument.evaluate(scope)));
        spreadNamed.ifPresent(members -> addMembers(members.evaluate(scope), namedValues));
        return new Arguments(values, namedValues);
    }

    private static void addMembers(Object members, Map<String, Object> namedValues) {
        if (!(members instanceof Dict dict)) {
            throw PythonException.type("the argument after ** must be a mapping, not '" + Types.name(members) + "'");
        }
        for (Object item : dict.items()) {
            Tuple entry = (Tuple) item;
            if (!(entry.items().get(0) instanceof String name)) {
                throw PythonException.type("the names of arguments must be strings");
            }
            namedValues.put(name, entry.items().get(1));
        }
    }

    void analyze(Names names) {
        positional.forEach(argument -> argument.analyze(names));
        named.values().forEach(argument -> argument.analyze(names));
        spread.ifPresent(argument -> argument.analyze(names));
        spreadNamed.ifPresent(argument -> argument.analyze(names));
    }
}
