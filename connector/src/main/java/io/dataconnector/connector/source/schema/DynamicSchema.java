package io.dataconnector.connector.source.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Retrieval;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.RecordStage;
import io.dataconnector.connector.source.record.Transformation;
import io.dataconnector.connector.source.record.ValuePointer;
import io.dataconnector.core.document.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The schema of a {@code DynamicSchemaLoader}: its retriever's first record describes the fields, one by one. They are
 * filtered and transformed as if they were a record, with the schema of a field as its value.
 */
final class DynamicSchema implements Supplier<ObjectNode> {
    private static final String IDENTIFIER = "schema_type_identifier";
    private static final String FILTER = "schema_filter";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String place;
    private final Retrieval retrieval;
    private final Optional<ValuePointer> fields;
    private final Optional<ValuePointer> key;
    private final Optional<ValuePointer> type;
    private final FieldTypes types;
    private final Optional<Interpolated> filter;
    private final List<Transformation> transformations;

    private DynamicSchema(
            String place,
            Retrieval retrieval,
            Optional<ValuePointer> fields,
            Optional<ValuePointer> key,
            Optional<ValuePointer> type,
            FieldTypes types,
            Optional<Interpolated> filter,
            List<Transformation> transformations) {
        this.place = requireNonNull(place, "place is null");
        this.retrieval = requireNonNull(retrieval, "retrieval is null");
        this.fields = fields;
        this.key = key;
        this.type = type;
        this.types = types;
        this.filter = filter;
        this.transformations = List.copyOf(transformations);
    }

    /**
     * The schema that a loader makes.
     *
     * @param stream the name of its stream; the requests are those of {@code stream.schema}
     * @param retrievals compiles a retriever that belongs to no stream, as a DeclarativeStream
     */
    static Supplier<ObjectNode> compile(
            Component loader, String stream, Settings settings, Function<Component, Retrieval> retrievals) {
        loader.requiredValue("retriever");
        // In the CDK the partitions of this retriever have no effect: only one record is read.
        Retrieval retrieval = retrievals.apply(loader.asStream(stream + ".schema", "partition_router"));
        Optional<Interpolated> filter = loader.component(FILTER, "RecordFilter")
                .flatMap(found -> Interpolated.of(found.text("condition").orElse(""), found, "condition", settings));
        List<Transformation> transformations = RecordStage.transformations(loader, "schema_transformations", settings);
        loader.requiredValue(IDENTIFIER);
        Optional<Component> identifier = loader.untyped(IDENTIFIER);
        if (identifier.isEmpty()) {
            return NODES::objectNode;
        }
        identifier.get().requiredValue("key_pointer");
        return new DynamicSchema(
                loader.path(),
                retrieval,
                ValuePointer.compile(identifier.get(), "schema_pointer", settings),
                ValuePointer.compile(identifier.get(), "key_pointer", settings),
                ValuePointer.compile(identifier.get(), "type_pointer", settings),
                FieldTypes.compile(identifier.get(), settings),
                filter,
                transformations);
    }

    /**
     * Loads the schema.
     *
     * @throws ConnectorException if the requests fail, or what they find describes no fields
     */
    @Override
    public ObjectNode get() {
        ObjectNode properties = filtered(properties(firstRecord()));
        for (Transformation transformation : transformations) {
            transformation.apply(properties, NODES.objectNode());
        }
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft-07/schema#");
        schema.put("type", "object");
        schema.put("additionalProperties", true);
        schema.set("properties", properties);
        return schema;
    }

    private JsonNode firstRecord() {
        List<JsonNode> records = new ArrayList<>();
        retrieval.read(found -> {
            records.add(found.record());
            return false;
        });
        return records.isEmpty() ? MissingNode.getInstance() : records.get(0);
    }

    private ObjectNode properties(JsonNode record) {
        ObjectNode properties = NODES.objectNode();
        for (JsonNode field : record.isEmpty() ? List.<JsonNode>of() : fields(record)) {
            JsonNode name = value(key, field).orElse(NODES.nullNode());
            if (!name.isTextual()) {
                throw failure("the name of a field, at key_pointer, must be a string; found " + Faults.show(name));
            }
            JsonNode found = type.isPresent() ? type.get().value(field).orElse(FieldTypes.DEFAULT) : FieldTypes.DEFAULT;
            properties.set(
                    name.textValue(),
                    types.schema(found, field, problem -> failure("field \"" + name.textValue() + "\": " + problem)));
        }
        return properties;
    }

    /** The descriptions of the fields; of an object, the names of its members. */
    private List<JsonNode> fields(JsonNode record) {
        JsonNode found = value(fields, record).orElse(NODES.nullNode());
        List<JsonNode> list = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(list::add);
        } else if (found.isObject()) {
            found.properties().forEach(member -> list.add(TextNode.valueOf(member.getKey())));
        } else {
            throw failure("the response must have an array at schema_pointer; found " + Faults.show(found));
        }
        return list;
    }

    private static Optional<JsonNode> value(Optional<ValuePointer> pointer, JsonNode of) {
        return pointer.isPresent() ? pointer.get().value(of) : Optional.of(of);
    }

    private ObjectNode filtered(ObjectNode properties) {
        if (filter.isEmpty()) {
            return properties;
        }
        ObjectNode kept = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            ObjectNode alone = NODES.objectNode();
            alone.set(property.getKey(), property.getValue());
            if (filter.get().isTrue(Map.of("record", alone, "stream_slice", NODES.objectNode()))) {
                kept.setAll(alone);
            }
        }
        return kept;
    }

    private ConnectorException failure(String problem) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR, "The schema of the stream cannot be made, " + place + ": " + problem + ".");
    }
}
