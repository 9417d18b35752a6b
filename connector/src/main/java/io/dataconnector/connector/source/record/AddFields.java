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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code AddFields}: sets fields to the values of templates, one after the other. */
final class AddFields implements Transformation {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INDEX = Pattern.compile("\\d{1,6}");

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

    static Transformation compile(Component component, Settings settings) {
        List<AddedField> fields = new ArrayList<>();
        for (Component field : component.components("fields", "AddedFieldDefinition")) {
            List<String> path = field.texts("path");
            if (path.isEmpty()) {
                field.fault("path", "must name at least one member");
            }
            field.requiredText("value");
            Optional<Interpolated> value = Interpolated.of(field, "value", settings);
            Set<ValueType> types = types(field);
            value.map(template -> new EvaluatedOnce(template, (of, variables) -> of.value(variables, types)))
                    .ifPresent(evaluated -> fields.add(new AddedField(path, evaluated)));
        }
        return new AddFields(component.path(), List.copyOf(fields), Conditions.compile(component, settings));
    }

    private static Set<ValueType> types(Component field) {
        Optional<String> name = field.text("value_type");
        if (name.isEmpty()) {
            return Set.of();
        }
        return switch (name.get()) {
            case "string" -> Set.of(ValueType.STRING);
            case "number" -> Set.of(ValueType.FLOAT);
            case "integer" -> Set.of(ValueType.INTEGER);
            case "boolean" -> Set.of(ValueType.BOOLEAN);
            default -> {
                field.fault("value_type", "must be string, number, integer or boolean");
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

    /** Sets a value; what is missing on the way is made: an array where an index follows, else an object. */
    private void set(ObjectNode record, List<String> path, JsonNode value) {
        JsonNode container = record;
        for (int i = 0; i < path.size() - 1; i++) {
            JsonNode next = member(container, path.get(i));
            if (next == null) {
                next = isIndex(path.get(i + 1)) ? NODES.arrayNode() : NODES.objectNode();
                put(container, path, i, next);
            } else if (next.isValueNode()) {
                throw failure(path, path.get(i) + " is neither an object nor an array");
            }
            container = next;
        }
        put(container, path, path.size() - 1, value);
    }

    private static @Nullable JsonNode member(JsonNode container, String step) {
        if (container.isObject()) {
            return container.get(step);
        }
        return isIndex(step) ? container.get(Integer.parseInt(step)) : null;
    }

    private void put(JsonNode container, List<String> path, int at, JsonNode value) {
        String step = path.get(at);
        if (container instanceof ObjectNode object) {
            object.set(step, value);
        } else if (container instanceof ArrayNode array && isIndex(step)) {
            int index = Integer.parseInt(step);
            while (array.size() <= index) {
                array.addNull();
            }
            array.set(index, value);
        } else {
            throw failure(path, step + " is to be in an array, and is no index");
        }
    }

    private static boolean isIndex(String step) {
        return INDEX.matcher(step).matches();
    }

    private ConnectorException failure(List<String> path, String problem) {
        return new ConnectorException(
                FailureType.CONFIG_ERROR,
                "Manifest at " + place + ": the field " + String.join(".", path)
                        + " cannot be added to a record, because " + problem + ".");
    }
}
