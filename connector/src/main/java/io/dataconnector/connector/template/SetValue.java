package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.List;

/** A Python set, which only the text of a result can be; its elements keep the order of their first mention. */
public record SetValue(List<Object> elements) {
    public SetValue {
        elements = List.copyOf(elements);
    }

    static SetValue of(List<Object> items) {
        Dict distinct = new Dict();
        items.forEach(item -> distinct.put(item, None.NONE));
        return new SetValue(new ArrayList<>(distinct.keys()));
    }
}
