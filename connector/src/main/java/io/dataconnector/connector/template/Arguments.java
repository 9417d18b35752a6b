package io.dataconnector.connector.template;

import java.util.List;
import java.util.Map;

/** The arguments of a call, as they were given. */
record Arguments(List<Object> positional, Map<String, Object> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(List<Object> positional) {
        return new Arguments(positional, Map.of());
    }

    /** The arguments from an index on. */
    Arguments from(int index) {
        return new Arguments(positional.subList(Math.min(index, positional.size()), positional.size()), named);
    }
}
