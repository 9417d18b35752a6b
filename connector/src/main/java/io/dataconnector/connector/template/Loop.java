package io.dataconnector.connector.template;

import java.util.List;
import java.util.Optional;

/** The {@code loop} variable within {@code {% for %}}, at one of its items. Its depth counts recursion, which is not supported. */
record Loop(List<Object> items, int index) {
    Optional<Object> attribute(String name) {
        return switch (name) {
            case "index" -> Optional.of(index + 1L);
            case "index0" -> Optional.of((long) index);
            case "revindex" -> Optional.of((long) items.size() - index);
            case "revindex0" -> Optional.of(items.size() - index - 1L);
            case "first" -> Optional.of(index == 0);
            case "last" -> Optional.of(index == items.size() - 1);
            case "length" -> Optional.of((long) items.size());
            case "depth" -> Optional.of(1L);
            case "depth0" -> Optional.of(0L);
            case "previtem" ->
                Optional.of(index == 0 ? Undefined.of("there is no previous item") : items.get(index - 1));
            case "nextitem" ->
                Optional.of(index == items.size() - 1 ? Undefined.of("there is no next item") : items.get(index + 1));
            default -> Optional.empty();
        };
    }
}
