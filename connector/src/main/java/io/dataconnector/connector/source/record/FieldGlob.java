package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A path to fields that may have wildcards, with the meaning that it has in the CDK
 * (<a href="https://github.com/dpath-maintainers/dpath-python">dpath</a>): {@code *}, {@code ?} and {@code [...]} within a
 * name, and one {@code **} for any number of steps. An empty path leads nowhere.
 */
public final class FieldGlob {
    private static final String ANY_DEPTH = "**";

    private final List<FieldStep> steps;
    /** Where {@code **} is, or -1. */
    private final int anyDepth;

    /** The names of the steps that have no wildcards. */
    private final List<String> names;
    /** Whether it is names and nothing else, and not empty. */
    private final boolean isPlain;

    private FieldGlob(List<FieldStep> steps, int anyDepth) {
        this.steps = steps;
        this.anyDepth = anyDepth;
        names = steps.stream().flatMap(step -> step.name().stream()).toList();
        isPlain = !names.isEmpty() && names.size() == steps.size();
    }

    /**
     * The path of some steps: texts, or the indexes of arrays.
     *
     * @return empty if there is more than one {@code **}
     */
    public static Optional<FieldGlob> of(List<JsonNode> steps) {
        List<FieldStep> compiled = new ArrayList<>();
        int anyDepth = -1;
        for (JsonNode step : steps) {
            if (ANY_DEPTH.equals(step.textValue())) {
                if (anyDepth >= 0) {
                    return Optional.empty();
                }
                anyDepth = compiled.size();
            }
            compiled.add(FieldStep.of(step));
        }
        return Optional.of(new FieldGlob(List.copyOf(compiled), anyDepth));
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * The JSON pointer (RFC 6901) of the same values.
     *
     * @return empty if there is none, because of wildcards, or because a step is an index, which a member of the same name
     *     does not match here
     */
    Optional<String> pointer() {
        StringBuilder pointer = new StringBuilder();
        for (FieldStep step : steps) {
            Optional<String> name = step.name();
            if (name.isEmpty() || step.index().isPresent()) {
                return Optional.empty();
            }
            pointer.append('/').append(name.get().replace("~", "~0").replace("/", "~1"));
        }
        return Optional.of(pointer.toString());
    }

    /** All values that the path leads to: breadth first, from left to right. */
    public List<JsonNode> values(JsonNode root) {
        return find(root).stream().map(Found::value).toList();
    }

    private List<Found> find(JsonNode root) {
        List<Found> found = new ArrayList<>();
        find(root, new ArrayList<>(), found);
        return found;
    }

    private void find(JsonNode node, List<Object> path, List<Found> found) {
        int depth = path.size();
        if (anyDepth < 0 && depth >= steps.size()) {
            return;
        }
        List<Found> children = anyDepth < 0 ? children(node, path, steps.get(depth)) : children(node, path);
        for (Found child : children) {
            if (anyDepth < 0 ? depth + 1 == steps.size() : matches(child.path())) {
                found.add(child);
            }
        }
        for (Found child : children) {
            find(child.value(), child.path(), found);
        }
    }

    private static List<Found> children(JsonNode node, List<Object> path, FieldStep step) {
        if (node instanceof ObjectNode object && step.name().isPresent()) {
            String name = step.name().get();
            JsonNode member = object.get(name);
            return member == null ? List.of() : List.of(new Found(append(path, name), member));
        }
        return children(node, path).stream()
                .filter(child -> step.matches(child.path().get(child.path().size() - 1)))
                .toList();
    }

    private static List<Found> children(JsonNode node, List<Object> path) {
        List<Found> children = new ArrayList<>(node.size());
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                children.add(new Found(append(path, member.getKey()), member.getValue()));
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                children.add(new Found(append(path, new FieldStep.Index(i, node.size())), node.get(i)));
            }
        }
        return children;
    }

    private static List<Object> append(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path.size() + 1);
        longer.addAll(path);
        longer.add(step);
        return longer;
    }

    /** With a {@code **}: whether the steps before it and those after it match, and all between are covered by it. */
    private boolean matches(List<Object> path) {
        int after = steps.size() - anyDepth - 1;
        if (path.size() < anyDepth + after) {
            return false;
        }
        for (int i = 0; i < anyDepth; i++) {
            if (!steps.get(i).matches(path.get(i))) {
                return false;
            }
        }
        for (int i = 1; i <= after; i++) {
            if (!steps.get(steps.size() - i).matches(path.get(path.size() - i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Sets all values that the path leads to.
     *
     * @param value the same node for all of them, so that what is set within one is set within all, as in the CDK
     * @return how many there are
     */
    public int set(ObjectNode root, JsonNode value) {
        int changed = 0;
        for (Found found : find(root)) {
            // What is around it may have been replaced.
            if (exists(root, found.path())) {
                put(root, found.path(), value);
                changed++;
            }
        }
        return changed;
    }

    private static void put(JsonNode root, List<Object> path, JsonNode value) {
        JsonNode parent = get(root, path.subList(0, path.size() - 1)).orElse(root);
        if (path.get(path.size() - 1) instanceof FieldStep.Index index) {
            ((ArrayNode) parent).set(index.at(), value);
        } else {
            ((ObjectNode) parent).set(path.get(path.size() - 1).toString(), value);
        }
    }

    /** Deletes all values that the path leads to. */
    public void delete(ObjectNode root) {
        if (!isPlain || !deleteMember(root)) {
            find(root).forEach(found -> delete(root, found.path()));
        }
    }

    /** Deletes the one value of a path without wildcards; false if there is something else than objects on the way. */
    private boolean deleteMember(ObjectNode root) {
        ObjectNode parent = root;
        for (int i = 0; i < names.size() - 1; i++) {
            JsonNode next = parent.get(names.get(i));
            if (next == null) {
                return true;
            }
            if (!(next instanceof ObjectNode object)) {
                return false;
            }
            parent = object;
        }
        parent.remove(names.get(names.size() - 1));
        return true;
    }

    /**
     * Deletes all values of a tree, wherever they are, that are no containers and that a condition selects. In the CDK a
     * path has no part in this.
     */
    static void deleteScalars(ObjectNode root, Predicate<JsonNode> condition) {
        List<Found> all = new ArrayList<>();
        new FieldGlob(List.of(FieldStep.of(JsonNodeFactory.instance.textNode(ANY_DEPTH))), 0)
                .find(root, List.of(), all);
        for (Found found : all) {
            if (found.value().isValueNode() && exists(root, found.path()) && condition.test(found.value())) {
                delete(root, found.path());
            }
        }
    }

    private static boolean exists(JsonNode root, List<Object> path) {
        return get(root, path).isPresent();
    }

    /** An element of an array becomes null, unless it is the last one, so that the others keep their places. */
    private static void delete(JsonNode root, List<Object> path) {
        Object step = path.get(path.size() - 1);
        JsonNode parent = get(root, path.subList(0, path.size() - 1)).orElse(root);
        if (!exists(root, path)) {
            return;
        }
        if (step instanceof String name) {
            ((ObjectNode) parent).remove(name);
        } else if (step instanceof FieldStep.Index index) {
            ArrayNode array = (ArrayNode) parent;
            if (index.at() == array.size() - 1) {
                array.remove(index.at());
            } else {
                array.setNull(index.at());
            }
        }
    }

    /** Takes all arrays away that the path leads to; what follows within an array moves up. */
    void removeArrays(ObjectNode root) {
        List<Found> found = find(root);
        // From the end on, so that nothing moves that is still to be taken.
        for (int i = found.size() - 1; i >= 0; i--) {
            List<Object> path = found.get(i).path();
            if (!found.get(i).value().isArray()) {
                continue;
            }
            JsonNode parent = get(root, path.subList(0, path.size() - 1)).orElse(root);
            if (path.get(path.size() - 1) instanceof FieldStep.Index index) {
                ((ArrayNode) parent).remove(index.at());
            } else {
                ((ObjectNode) parent).remove(path.get(path.size() - 1).toString());
            }
        }
    }

    private static Optional<JsonNode> get(JsonNode root, List<Object> path) {
        JsonNode node = root;
        for (Object step : path) {
            node = step instanceof String name ? node.path(name) : node.path(((FieldStep.Index) step).at());
        }
        return Optional.of(node).filter(value -> !value.isMissingNode());
    }

    /**
     * A value and where it is.
     *
     * @param path names, as String, and {@link FieldStep.Index}
     */
    private record Found(List<Object> path, JsonNode value) {}
}
