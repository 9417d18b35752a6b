package io.dataconnector.connector.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, bound to the parameters of what is called.
 *
 * @param values a value for each parameter; null where none was given
 * @param rest positional arguments beyond the parameters
 * @param named named arguments beyond the parameters
 */
record BoundArguments(List<@Nullable Object> values, List<Object> rest, Map<String, Object> named) {
    /** A required argument. */
    Object get(int index) {
        Object value = values.get(index);
        if (value == null) {
            throw new IllegalStateException("parameter " + index + " is not required by its signature");
        }
        return value;
    }

    Optional<Object> optional(int index) {
        return Optional.ofNullable(values.get(index));
    }

    Object or(int index, Object defaultValue) {
        Object value = values.get(index);
        return value == null ? defaultValue : value;
    }

    boolean isTrue(int index) {
        return Types.isTrue(or(index, false));
    }

    /** A required argument that must be a string. */
    String text(int index) {
        return requireText(get(index));
    }

    static String requireText(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw PythonException.type("a string is needed, not '" + Types.name(value) + "'");
    }
}
