package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A template that is nothing but a path to a value, {@code {{ response.next_cursor }}}, or asks whether there is none,
 * {@code {{ not response.next_cursor }}}. They are so common that they are evaluated without the templates' classes, whose
 * loading takes longer than many a command; what is not evidently the same is left to the template.
 *
 * @param isNegated whether it is a question
 * @param variable the variable
 * @param names the names of the members from the variable down to the value, at least one
 */
record PlainPath(boolean isNegated, String variable, List<String> names) {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String NOT = "not ";
    /** What Python finds on a dict before it looks for a member of that name. */
    private static final Set<String> METHODS = Set.of(
            "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    PlainPath {
        names = List.copyOf(names);
    }

    /** The path that a text is, if it is one. */
    static Optional<PlainPath> of(String text) {
        if (!text.startsWith(OPEN) || !text.endsWith(CLOSE) || text.length() < OPEN.length() + CLOSE.length()) {
            return Optional.empty();
        }
        String expression =
                text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
        boolean isNegated = expression.startsWith(NOT);
        List<String> parts = new ArrayList<>();
        int from = isNegated ? NOT.length() : 0;
        while (from <= expression.length()) {
            int dot = expression.indexOf('.', from);
            int end = dot < 0 ? expression.length() : dot;
            String part = expression.substring(from, end);
            if (!isName(part)) {
                return Optional.empty();
            }
            parts.add(part);
            from = end + 1;
        }
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(new PlainPath(isNegated, parts.get(0), parts.subList(1, parts.size())));
    }

    private static boolean isName(String part) {
        if (part.isEmpty() || part.charAt(0) == '_' || METHODS.contains(part)) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!isLetter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** The text at the path, if there is one that denotes nothing else; and the path is no question. */
    Optional<String> text(Function<String, Optional<JsonNode>> variables) {
        return isNegated ? Optional.empty() : plainText(value(variables));
    }

    /** Whether the template is true, if that is evident. */
    Optional<Boolean> isTrue(Function<String, Optional<JsonNode>> variables) {
        Optional<JsonNode> value = value(variables);
        Optional<String> text = plainText(value);
        if (text.isPresent()) {
            // Python takes the text for true, but the CDK takes what is rendered for false.
            return Optional.of(!isNegated && !text.get().equals("false"));
        }
        boolean isNothing =
                value.filter(found -> found.isNull() || found.isMissingNode()).isPresent();
        return isNothing ? Optional.of(isNegated) : Optional.empty();
    }

    /** The value; missing if its parent is an object without it; empty if there is no such object. */
    private Optional<JsonNode> value(Function<String, Optional<JsonNode>> variables) {
        JsonNode value = variables.apply(variable).orElse(null);
        for (String name : names) {
            if (!(value instanceof ObjectNode object)) {
                return Optional.empty();
            }
            value = object.path(name);
        }
        return Optional.ofNullable(value);
    }

    private static Optional<String> plainText(Optional<JsonNode> value) {
        return value.map(JsonNode::textValue).filter(Interpolated::isPlain);
    }
}
