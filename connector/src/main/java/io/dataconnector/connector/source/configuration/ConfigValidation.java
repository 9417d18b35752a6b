package io.dataconnector.connector.source.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.FieldGlob;
import io.dataconnector.core.document.DocumentSchema;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a value must be by a JSON Schema: those of the configuration that a path leads to ({@code DpathValidator}), or one
 * that the manifest itself makes ({@code PredicateValidator}). A text is read as JSON first, as in the CDK.
 */
final class ConfigValidation {
    private static final String VALIDATIONS = "validations";
    private static final String OF_PATH = "DpathValidator";
    private static final String OF_VALUE = "PredicateValidator";
    private static final String BASE_SCHEMA = "base_schema";
    private static final String PATH = "field_path";
    private static final String VALUE = "value";

    private final String place;
    private final Values values;
    private final DocumentSchema schema;

    private ConfigValidation(String place, Values values, DocumentSchema schema) {
        this.place = place;
        this.values = values;
        this.schema = schema;
    }

    /** Finds what is validated; nothing if it is not there. */
    @FunctionalInterface
    private interface Values {
        List<JsonNode> in(ObjectNode config);
    }

    static List<ConfigValidation> compile(Component rules, Settings settings) {
        List<ConfigValidation> validations = new ArrayList<>();
        for (Component validation : rules.components(VALIDATIONS, OF_PATH, OF_VALUE)) {
            boolean isOfPath = validation.type().equals(OF_PATH);
            Values values = isOfPath ? ofPath(validation, settings) : ofValue(validation, settings);
            String place = validation.path() + (isOfPath ? " (" + String.join("/", validation.texts(PATH)) + ")" : "");
            validation
                    .requiredComponent("validation_strategy", "ValidateAdheresToSchema")
                    .ifPresent(strategy -> {
                        strategy.requiredValue(BASE_SCHEMA);
                        schema(strategy)
                                .map(schema -> new ConfigValidation(place, values, schema))
                                .ifPresent(validations::add);
                    });
        }
        return validations;
    }

    private static Optional<DocumentSchema> schema(Component strategy) {
        ObjectNode schema = strategy.object(BASE_SCHEMA).orElseGet(JsonNodeFactory.instance::objectNode);
        try {
            return Optional.of(DocumentSchema.withoutFormats(schema));
        } catch (IllegalArgumentException e) {
            strategy.fault(BASE_SCHEMA, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Values ofPath(Component validation, Settings settings) {
        List<JsonNode> steps = Interpolated.listOf(validation, PATH, settings).stream()
                .map(step -> step.value(Map.of()))
                .toList();
        Optional<FieldGlob> glob = FieldGlob.of(steps);
        if (steps.isEmpty() || glob.isEmpty()) {
            validation.fault(PATH, "must have at least one step, and one ** at most");
            return config -> List.of();
        }
        return glob.get()::values;
    }

    /** The CDK fails here always; a value is what the format says of it: a literal, or a template of the configuration. */
    private static Values ofValue(Component validation, Settings settings) {
        JsonNode literal = validation.requiredValue(VALUE);
        if (!literal.isTextual()) {
            return config -> List.of(literal);
        }
        Optional<Interpolated> template = Interpolated.of(validation, VALUE, settings);
        return config -> template.map(known -> List.of(known.value(Map.of()))).orElse(List.of());
    }

    /**
     * Refuses a configuration.
     *
     * @throws ConnectorException with everything that is wrong with it
     */
    static void check(List<ConfigValidation> validations, ObjectNode config, String name) {
        Faults faults = new Faults();
        validations.forEach(validation -> validation.addFaults(config, faults));
        try {
            faults.throwIfAny(name);
        } catch (InvalidDocumentException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Configuration " + e.getMessage());
        }
    }

    private void addFaults(ObjectNode config, Faults faults) {
        for (JsonNode value : values.in(config)) {
            try {
                JsonNode parsed = value.isTextual() ? Json.read(value.textValue()) : value;
                schema.faults(parsed).forEach(fault -> faults.add(place, fault));
            } catch (JsonProcessingException e) {
                faults.add(place, "must be a text that is JSON");
            }
        }
    }
}
