package io.dataconnector.connector.source.dynamic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.AddFields;
import io.dataconnector.connector.source.record.FieldGlob;
import io.dataconnector.connector.source.record.NewField;
import io.dataconnector.connector.template.ValueType;
import io.dataconnector.core.document.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code ComponentMappingDefinition}: sets every place of a stream's template that a path leads to, wildcards included, to
 * the value of a template.
 */
final class ComponentMapping {
    private static final String FIELD_PATH = "field_path";
    private static final String VALUE = "value";
    private static final String CONDITION = "condition";

    private final String place;
    private final List<Interpolated> path;
    private final Interpolated value;
    private final Set<ValueType> types;
    private final Optional<Interpolated> condition;
    private final boolean isCreated;
    private final ValueForm form;

    private ComponentMapping(
            String place,
            List<Interpolated> path,
            Interpolated value,
            Set<ValueType> types,
            Optional<Interpolated> condition,
            boolean isCreated,
            ValueForm form) {
        this.place = place;
        this.path = List.copyOf(path);
        this.value = value;
        this.types = Set.copyOf(types);
        this.condition = condition;
        this.isCreated = isCreated;
        this.form = form;
    }

    /** How the resolvers of the CDK take the text that the template of a value gives. */
    enum ValueForm {
        /** As it is. */
        PLAIN,
        /** As YAML. */
        YAML,
        /** As YAML, unless the mapping says that it is a string. */
        YAML_BUT_STRINGS
    }

    /**
     * The mappings of a resolver.
     *
     * @param hasConditions whether they may have conditions, and may make what the template does not have
     */
    static List<ComponentMapping> compile(
            Component resolver, ValueForm form, boolean hasConditions, boolean creates, Settings settings) {
        resolver.requiredValue("components_mapping");
        List<ComponentMapping> mappings = new ArrayList<>();
        for (Component mapping : resolver.components("components_mapping", "ComponentMappingDefinition")) {
            Optional<Interpolated> condition = Interpolated.of(mapping, CONDITION, settings)
                    .filter(known -> !known.text().isEmpty());
            if (condition.isPresent() && !hasConditions) {
                mapping.fault(CONDITION, "is for a ConfigComponentsResolver only");
            }
            boolean isCreated = mapping.flag("create_or_update").orElse(false) && creates;
            Set<ValueType> types = AddFields.types(mapping, "value_type");
            mapping.requiredText(VALUE);
            List<Interpolated> path = path(mapping, settings);
            Interpolated.of(mapping, VALUE, settings)
                    .map(value -> new ComponentMapping(mapping.path(), path, value, types, condition, isCreated, form))
                    .ifPresent(mappings::add);
        }
        return mappings;
    }

    private static List<Interpolated> path(Component mapping, Settings settings) {
        mapping.requiredValue(FIELD_PATH);
        List<Interpolated> path = Interpolated.listOf(mapping, FIELD_PATH, settings);
        if (path.isEmpty()) {
            mapping.fault(FIELD_PATH, "must have at least one step");
        }
        return path;
    }

    /**
     * Sets the value in a copy of the template.
     *
     * @throws ConnectorException if a template fails, or the path cannot be used
     */
    void apply(ObjectNode stream, Map<String, JsonNode> variables) {
        if (condition.isPresent() && !condition.get().isTrue(variables)) {
            return;
        }
        JsonNode evaluated = value.value(variables, types);
        List<JsonNode> steps = path.stream().map(step -> step.value(variables)).toList();
        JsonNode parsed = parsed(evaluated);
        FieldGlob glob = FieldGlob.of(steps).orElseThrow(() -> failure("field_path may have one ** only"));
        int changed = glob.set(stream, parsed);
        if (changed == 0 && isCreated && PythonTruth.isTrue(parsed)) {
            NewField.set(stream, steps.stream().map(JsonNode::asText).toList(), parsed)
                    .ifPresent(problem -> {
                        throw failure("the template has no such place, and none can be made: " + problem);
                    });
        }
    }

    private JsonNode parsed(JsonNode evaluated) {
        boolean isText = form == ValueForm.PLAIN
                || (form == ValueForm.YAML_BUT_STRINGS && types.equals(Set.of(ValueType.STRING)));
        return evaluated.isTextual() && !isText
                ? Yaml.readValue(evaluated.textValue()).orElse(evaluated)
                : evaluated;
    }

    private ConnectorException failure(String problem) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + problem + ".");
    }
}
