package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A constant way into a variable, such as {@code response.a['b'].get('c')}.
 *
 * @param variable the name of the variable
 * @param members the names of the members on the way
 * @param maybeMethod whether the last step may give a method instead, where there is no such member: a method is bound
 *     to the whole of its container
 */
record VariablePath(String variable, List<String> members, boolean maybeMethod) {
    VariablePath {
        members = List.copyOf(members);
    }

    /** The way that an expression is; empty if it is something else, or may need more of a container than the member. */
    static Optional<VariablePath> of(Expression expression) {
        if (expression instanceof Path.Name name) {
            return Optional.of(new VariablePath(name.name(), List.of(), false));
        }
        if (expression instanceof Path.Attribute attribute) {
            // A method of a dict takes precedence over its member.
            return KnownNames.DICT_METHODS.contains(attribute.name())
                    ? Optional.empty()
                    : of(attribute.target())
                            .map(path -> path.to(attribute.name(), KnownNames.isMethod(attribute.name())));
        }
        if (expression instanceof Path.Item item) {
            return constantName(item.key())
                    .flatMap(key -> of(item.target()).map(path -> path.to(key, KnownNames.isMethod(key))));
        }
        if (expression instanceof Path.Call call && call.isPlainGet()) {
            Path.Attribute method = (Path.Attribute) call.callee();
            return constantName(call.arguments().positional().get(0))
                    .flatMap(key -> of(method.target()).map(path -> path.to(key, false)));
        }
        return Optional.empty();
    }

    private static Optional<String> constantName(Expression expression) {
        return expression instanceof Expressions.Constant constant && constant.value() instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    private VariablePath to(String member, boolean isMethod) {
        List<String> longer = new ArrayList<>(members);
        longer.add(member);
        return new VariablePath(variable, longer, isMethod);
    }

    /** Whether all that another way leads to is within what this one leads to. */
    boolean contains(VariablePath other) {
        return variable.equals(other.variable)
                && members.size() <= other.members.size()
                && members.equals(other.members.subList(0, members.size()));
    }
}
