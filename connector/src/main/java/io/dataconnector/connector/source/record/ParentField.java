package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.List;
import java.util.Optional;

/**
 * A value of a record that is copied to each of the elements that it is expanded to ({@code ParentFieldPath}).
 *
 * @param from where it is in the record; null is copied if it is not there
 * @param to where it is put in the element, instead of what is there
 * @param place in the manifest, for messages
 */
record ParentField(FieldGlob from, List<String> to, String place) {
    ParentField {
        to = List.copyOf(to);
    }

    /** A field of a manifest; empty if it is invalid, which is then a fault of the manifest. */
    static Optional<ParentField> compile(Component component, Settings settings) {
        List<JsonNode> from = steps(component, "parent_path", settings);
        List<String> to = steps(component, "record_path", settings).stream()
                .map(JsonValues::toText)
                .toList();
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : FieldGlob.of(from).map(glob -> new ParentField(glob, to, component.path()));
    }

    private static List<JsonNode> steps(Component component, String member, Settings settings) {
        component.requiredValue(member);
        List<JsonNode> steps = FieldPath.steps(component, member, settings);
        boolean hasWildcards = steps.stream()
                .anyMatch(step -> step.isTextual() && step.textValue().matches("(?s).*[*?\\[].*"));
        if (hasWildcards || steps.isEmpty()) {
            component.fault(member, "must lead to one field: at least one name, and no wildcards");
            return List.of();
        }
        return steps;
    }

    /**
     * Copies the value.
     *
     * @param record its own members may be changed, but not what is within them
     */
    void copy(ObjectNode parent, ObjectNode record) {
        JsonNode value = from.values(parent).stream().findFirst().orElseGet(JsonNodeFactory.instance::nullNode);
        ObjectNode target = record;
        for (String name : to.subList(0, to.size() - 1)) {
            JsonNode present = target.get(name);
            if (present != null && !present.isObject()) {
                throw new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "Manifest at " + place + ".record_path: a field cannot be put at " + String.join(".", to)
                                + ", because a record has something else than an object at " + name + ".");
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            if (present instanceof ObjectNode object) {
                copy.setAll(object);
            }
            target.set(name, copy);
            target = copy;
        }
        target.set(to.get(to.size() - 1), value);
    }
}
