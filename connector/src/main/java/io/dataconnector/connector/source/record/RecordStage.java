package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomTransformation;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.StreamSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done to each record of a stream, on the record's tree: the filter, the transformations, and the normalization by
 * the schema, in the order of the CDK's {@code RecordSelector}. Immutable, and safe for use by several threads.
 */
public final class RecordStage {
    private final Optional<RecordFilter> filter;
    private final List<Transformation> transformations;
    private final boolean transformsFirst;
    private final Optional<SchemaNormalization> normalization;

    private RecordStage(
            Optional<RecordFilter> filter,
            List<Transformation> transformations,
            boolean transformsFirst,
            Optional<SchemaNormalization> normalization) {
        this.filter = filter;
        this.transformations = List.copyOf(transformations);
        this.transformsFirst = transformsFirst;
        this.normalization = normalization;
    }

    /**
     * Compiles what a manifest says about the records of a stream.
     *
     * @param recordSelector the {@code RecordSelector} of the stream's retriever
     * @param stream the {@code DeclarativeStream}
     * @param schema the stream's schema, asked for only if records are normalized by it
     * @return empty if nothing is done to a record
     * @throws ConnectorException if a template that only uses the configuration fails
     */
    public static Optional<RecordStage> compile(
            Component recordSelector, Component stream, StreamSchema schema, Settings settings) {
        // By default a stream that compares cursors by itself compares those that the transformations have made.
        boolean comparesCursors = stream.value("incremental_sync")
                .map(sync -> sync.path("is_client_side_incremental").asBoolean(false))
                .orElse(false);
        boolean transformsFirst =
                recordSelector.flag("transform_before_filtering").orElse(comparesCursors);
        Optional<RecordFilter> filter = RecordFilter.compile(recordSelector, comparesCursors, settings);
        List<Transformation> transformations = transformations(stream, "transformations", settings);
        Optional<SchemaNormalization> normalization = SchemaNormalization.compile(recordSelector, schema);
        return filter.isEmpty() && transformations.isEmpty() && normalization.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordStage(filter, transformations, transformsFirst, normalization));
    }

    /** The transformations that a member of a component has, in their order. */
    public static List<Transformation> transformations(Component owner, String member, Settings settings) {
        List<Transformation> transformations = new ArrayList<>();
        List<Component> components = owner.components(
                member,
                "AddFields",
                "RemoveFields",
                "KeysToLower",
                "KeysToSnakeCase",
                "KeysReplace",
                "FlattenFields",
                "DpathFlattenFields",
                "CustomTransformation");
        for (Component component : components) {
            if (component.type().equals("CustomTransformation")) {
                custom(component, settings).ifPresent(transformations::add);
                continue;
            }
            transformations.add(
                    switch (component.type()) {
                        case "AddFields" -> AddFields.compile(component, settings);
                        case "RemoveFields" -> RemoveFields.compile(component, settings);
                        case "KeysToLower" -> KeyChange.toLower();
                        case "KeysToSnakeCase" -> KeyChange.toSnakeCase(component);
                        case "KeysReplace" -> KeyChange.replacing(component, settings);
                        case "FlattenFields" -> FlattenFields.compile(component);
                        case "DpathFlattenFields" -> DpathFlattenFields.compile(component, settings);
                        default -> throw new IllegalStateException(component.type() + " was not asked for");
                    });
        }
        return transformations;
    }

    private static Optional<Transformation> custom(Component component, Settings settings) {
        String place = component.path();
        return CustomComponents.find(component, settings, CustomTransformation.class)
                .map(found -> (record, streamSlice) -> CustomComponents.call(place, () -> {
                    found.transform(record, streamSlice);
                    return record;
                }));
    }

    /** Whether a record may become another one; if not, records are only dropped, and the others stay as they are. */
    public boolean changesRecords() {
        return !transformations.isEmpty() || normalization.isPresent();
    }

    /**
     * Filters and changes a record.
     *
     * @param record the record; it is changed, and must not be used any more
     * @param streamSlice what templates see of the slice that is being read ({@link Slice#toJson}); not changed
     * @param token the page token of the page that the record is on; empty on the first page
     * @return the record as it is now, or empty if it is dropped
     * @throws ConnectorException if a template fails, or a field cannot be added to this record
     */
    public Optional<ObjectNode> apply(ObjectNode record, ObjectNode streamSlice, Optional<JsonNode> token) {
        if (!transformsFirst && !isKept(record, streamSlice, token)) {
            return Optional.empty();
        }
        for (Transformation transformation : transformations) {
            transformation.apply(record, streamSlice);
        }
        if (transformsFirst && !isKept(record, streamSlice, token)) {
            return Optional.empty();
        }
        normalization.ifPresent(schema -> schema.apply(record));
        return Optional.of(record);
    }

    private boolean isKept(ObjectNode record, ObjectNode streamSlice, Optional<JsonNode> token) {
        return filter.isEmpty() || filter.get().keeps(record, streamSlice, token);
    }
}
