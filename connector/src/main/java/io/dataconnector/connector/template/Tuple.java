package io.dataconnector.connector.template;

import java.util.List;

/** A Python tuple. */
public record Tuple(List<Object> items) {
    public Tuple {
        items = List.copyOf(items);
    }

    static Tuple of(Object... items) {
        return new Tuple(List.of(items));
    }
}
