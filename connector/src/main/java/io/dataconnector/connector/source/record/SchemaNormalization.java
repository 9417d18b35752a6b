package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.StreamSchema;
import io.dataconnector.connector.template.JsonValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code schema_normalization: Default}: values become the type that the stream's schema has for them, as in the CDK's
 * {@code TypeTransformer}, if it is one type and perhaps null. A value that cannot is left as it is.
 */
final class SchemaNormalization {
    private static final String MEMBER = "schema_normalization";
    private static final String TYPE = "type";
    private static final String NULL = "null";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+(_[0-9]+)*");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
    private static final Set<String> SIMPLE_TYPES = Set.of("string", "number", "integer", "boolean", NULL);
    private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
    private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0");

    private final StreamSchema schema;

    private SchemaNormalization(StreamSchema schema) {
        this.schema = schema;
    }

    /**
     * Compiles the member of a record selector; empty if records are not normalized.
     *
     * @param schema the stream's schema, asked for when the first record is normalized
     */
    static Optional<SchemaNormalization> compile(Component recordSelector, StreamSchema schema) {
        Optional<String> kind = recordSelector.text(MEMBER);
        if (kind.isEmpty() || kind.get().equals("None")) {
            return Optional.empty();
        }
        if (!kind.get().equals("Default")) {
            recordSelector.fault(MEMBER, "must be Default or None");
            return Optional.empty();
        }
        return schema.isNone() ? Optional.empty() : Optional.of(new SchemaNormalization(schema));
    }

    /** Normalizes a record. */
    void apply(ObjectNode record) {
        JsonNode whole = schema.get();
        descend(record, whole, whole);
    }

    /** Normalizes what is within a value. */
    private static void descend(JsonNode value, JsonNode unresolved, JsonNode whole) {
        JsonNode valueSchema = resolve(unresolved, whole);
        JsonNode properties = valueSchema.path("properties");
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                JsonNode member = object.get(property.getKey());
                if (member != null) {
                    JsonNode normalized = convert(member, property.getValue());
                    object.set(property.getKey(), normalized);
                    descend(normalized, property.getValue(), whole);
                }
            }
        }
        JsonNode items = valueSchema.path("items");
        if (value instanceof ArrayNode array && items.isObject()) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode normalized = convert(array.get(i), items);
                array.set(i, normalized);
                descend(normalized, items, whole);
            }
        }
    }

    /** The schema that a {@code $ref} within the document names; nothing else beside a reference counts. */
    private static JsonNode resolve(JsonNode unresolved, JsonNode whole) {
        JsonNode resolved = unresolved;
        for (int i = 0; i < 100 && resolved.path("$ref").isTextual(); i++) {
            String reference = resolved.path("$ref").textValue();
            resolved = reference.equals("#")
                    ? whole
                    : reference.startsWith("#/") ? whole.at(reference.substring(1)) : NullNode.getInstance();
        }
        return resolved;
    }

    private static JsonNode convert(JsonNode value, JsonNode schema) {
        JsonNode types = schema.path(TYPE);
        List<String> names = new ArrayList<>();
        if (types.isTextual()) {
            names.add(types.textValue());
        } else {
            types.forEach(type -> names.add(type.asText()));
        }
        if (value.isNull() && names.contains(NULL)) {
            return value;
        }
        if (types.isArray()) {
            names.remove(NULL);
        }
        return names.size() == 1 ? convert(value, names.get(0), schema) : value;
    }

    private static JsonNode convert(JsonNode value, String type, JsonNode schema) {
        return switch (type) {
            case "string" -> value.isTextual() ? value : NODES.textNode(JsonValues.text(value));
            case "number" -> toNumber(value);
            case "integer" -> toInteger(value);
            case "boolean" -> toBoolean(value);
            case "array" -> toArray(value, schema.path("items"));
            default -> value;
        };
    }

    private static JsonNode toNumber(JsonNode value) {
        if (value.isBoolean()) {
            return DecimalNode.valueOf(new BigDecimal(value.booleanValue() ? "1.0" : "0.0"));
        }
        if (value.isIntegralNumber()) {
            return DecimalNode.valueOf(value.decimalValue().setScale(1));
        }
        if (value.isTextual() && REAL.matcher(value.textValue().strip()).matches()) {
            BigDecimal number = new BigDecimal(value.textValue().strip());
            if (Double.isInfinite(number.doubleValue())) {
                return value;
            }
            return DecimalNode.valueOf(number.scale() <= 0 ? number.setScale(1, RoundingMode.UNNECESSARY) : number);
        }
        return value;
    }

    private static JsonNode toInteger(JsonNode value) {
        if (value.isBoolean()) {
            return NODES.numberNode(value.booleanValue() ? 1 : 0);
        }
        if (value.isNumber()) {
            return value.isIntegralNumber()
                    ? value
                    : integer(value.decimalValue().toBigInteger());
        }
        if (value.isTextual() && INTEGER.matcher(value.textValue().strip()).matches()) {
            return integer(
                    new BigInteger(value.textValue().strip().replace("_", "").replace("+", "")));
        }
        return value;
    }

    private static JsonNode integer(BigInteger number) {
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }

    private static JsonNode toBoolean(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue().toLowerCase(Locale.ROOT).strip();
            if (TRUE.contains(text)) {
                return NODES.booleanNode(true);
            }
            return FALSE.contains(text) ? NODES.booleanNode(false) : value;
        }
        if (value.isNumber()) {
            return NODES.booleanNode(value.decimalValue().signum() != 0);
        }
        return value.isBoolean() ? value : NODES.booleanNode(!value.isEmpty());
    }

    /** A single value where an array of such values is expected becomes the only element of one. */
    private static JsonNode toArray(JsonNode value, JsonNode items) {
        if (value.isContainerNode()) {
            return value;
        }
        JsonNode types = items.path(TYPE);
        boolean isSimple = types.isMissingNode()
                || (types.isArray() && types.valueStream().allMatch(type -> SIMPLE_TYPES.contains(type.asText())));
        return isSimple ? NODES.arrayNode().add(value) : value;
    }
}
