package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.EvaluatedOnce;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code AddFields}: sets fields to the values of templates, one after the other. */
public final class AddFields implements Transformation {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String place;
    private final List<AddedField> fields;
    private final Optional<Interpolated> condition;

    private AddFields(String place, List<AddedField> fields, Optional<Interpolated> condition) {
        this.place = place;
        this.fields = fields;
        this.condition = condition;
    }

    /**
     * A field to set.
     *
     * @param path names of members and, where there is an array, indexes of elements
     * @param evaluated its value, of the type that it is to have
     */
    private record AddedField(List<String> path, EvaluatedOnce evaluated) {
        /** The value, which belongs to the record. */
        JsonNode value(Map<String, JsonNode> variables) {
            JsonNode value = evaluated.value(variables);
            return value.isContainerNode() ? value.deepCopy() : value;
        }
    }

    /** Compiles the {@code fields} and the {@code condition} of a component. */
    public static Transformation compile(Component component, Settings settings) {
        List<AddedField> fields = new ArrayList<>();
        for (Component field : component.components("fields", "AddedFieldDefinition")) {
            List<String> path = field.texts("path");
            if (path.isEmpty()) {
                field.fault("path", "must name at least one member");
            }
            field.requiredText("value");
            Optional<Interpolated> value = Interpolated.of(field, "value", settings);
            Set<ValueType> types = types(field, "value_type");
            value.map(template -> new EvaluatedOnce(template, (of, variables) -> of.value(variables, types)))
                    .ifPresent(evaluated -> fields.add(new AddedField(path, evaluated)));
        }
        return new AddFields(component.path(), List.copyOf(fields), Conditions.compile(component, settings));
    }

    /** The types that a member names, which the text of a value may be read as; no types allow all. */
    public static Set<ValueType> types(Component field, String member) {
        Optional<String> name = field.text(member);
        if (name.isEmpty()) {
            return Set.of();
        }
        return switch (name.get()) {
            case "string" -> Set.of(ValueType.STRING);
            case "number" -> Set.of(ValueType.FLOAT);
            case "integer" -> Set.of(ValueType.INTEGER);
            case "boolean" -> Set.of(ValueType.BOOLEAN);
            default -> {
                field.fault(member, "must be string, number, integer or boolean");
                yield Set.of();
            }
        };
    }

    @Override
    public void apply(ObjectNode record, ObjectNode streamSlice) {
        Map<String, JsonNode> variables = Map.of("record", record, "stream_slice", streamSlice);
        for (AddedField field : fields) {
            JsonNode value = field.value(variables);
            if (condition.isEmpty() || isToBeAdded(condition.get(), field, value, variables)) {
                set(record, field.path(), value);
            }
        }
    }

    private static boolean isToBeAdded(
            Interpolated condition, AddedField field, JsonNode value, Map<String, JsonNode> variables) {
        ArrayNode path = NODES.arrayNode();
        field.path().forEach(path::add);
        return condition.isTrue(Map.of(
                "record",
                variables.get("record"),
                "stream_slice",
                variables.get("stream_slice"),
                "value",
                value,
                "path",
                path));
    }

    private void set(ObjectNode record, List<String> path, JsonNode value) {
        NewField.set(record, path, value).ifPresent(problem -> {
            throw failure(path, problem);
        });
    }

    private ConnectorException failure(List<String> path, String problem) {
        return new ConnectorException(
                FailureType.CONFIG_ERROR,
                "Manifest at " + place + ": the field " + String.join(".", path) + " cannot be added, because "
                        + problem + ".");
    }
}
