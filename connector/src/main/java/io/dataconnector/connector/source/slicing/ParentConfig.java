package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.record.ValuePath;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.request.RequestOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A parent of a stream, and what of its records makes a partition (ParentStreamConfig).
 *
 * @param stream the parent
 * @param field the name of the value in the partition
 * @param key where it is in a parent record; a record without it, or with null, makes no partition
 * @param extraFields what else of a record is taken along; null if it is not there
 * @param option where the value is put in requests
 * @param isIncremental whether the parent is read from where the last read ended
 */
public record ParentConfig(
        ParentStream stream,
        String field,
        ValuePath key,
        List<ValuePath> extraFields,
        Optional<RequestOption> option,
        boolean isIncremental) {
    private static final String KEY = "parent_key";
    private static final String EXTRA = "extra_fields";
    /** The names in what is kept of a record. */
    private static final String KEPT_KEY = "k";

    private static final String KEPT_EXTRA = "x";

    public ParentConfig {
        requireNonNull(stream, "stream is null");
        requireNonNull(field, "field is null");
        requireNonNull(key, "key is null");
        extraFields = List.copyOf(extraFields);
        requireNonNull(option, "option is null");
    }

    /**
     * A ParentStreamConfig of a manifest.
     *
     * @param streams compiles the parent, a DeclarativeStream
     * @return empty if it is invalid, which is then a fault of the manifest
     */
    static Optional<ParentConfig> compile(
            Component config, Settings settings, Function<Component, ? extends ParentStream> streams) {
        config.requiredText(KEY);
        config.requiredText("partition_field");
        String field =
                ConfiguredValue.string(config, "partition_field", settings).orElse("");
        Optional<ValuePath> key = ConfiguredValue.string(config, KEY, settings)
                .flatMap(text -> path(ValuePath.ofText(text), config, KEY));
        List<ValuePath> extraFields = extraFields(config, settings);
        Optional<RequestOption> option = config.component("request_option", "RequestOption")
                .flatMap(component -> RequestOption.compile(component, settings));
        boolean isIncremental = config.flag("incremental_dependency").orElse(false);
        Optional<? extends ParentStream> stream =
                config.requiredComponent("stream", "DeclarativeStream").map(streams);
        return stream.flatMap(
                parent -> key.map(known -> new ParentConfig(parent, field, known, extraFields, option, isIncremental)));
    }

    private static Optional<ValuePath> path(Optional<ValuePath> path, Component config, String member) {
        if (path.isEmpty()) {
            config.fault(member, "may have one ** only");
        }
        return path;
    }

    private static List<ValuePath> extraFields(Component config, Settings settings) {
        List<ValuePath> fields = new ArrayList<>();
        for (JsonNode written : config.values(EXTRA)) {
            List<String> steps = new ArrayList<>();
            for (JsonNode step : written) {
                Interpolated.of(step.asText(), config, EXTRA, settings)
                        .flatMap(text -> ConfiguredValue.evaluate(text, config, EXTRA))
                        .ifPresent(value -> steps.add(value.asText()));
            }
            if (!written.isArray() || steps.isEmpty()) {
                config.fault(EXTRA, "must be a list of paths, each a list of names");
            } else {
                path(ValuePath.of(steps), config, EXTRA).ifPresent(fields::add);
            }
        }
        return fields;
    }

    /** What is kept of a record; empty if it makes no partition. */
    Optional<ObjectNode> keep(ObjectNode record) {
        return key.value(record).filter(value -> !value.isNull()).map(value -> {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            kept.set(KEPT_KEY, value);
            if (!extraFields.isEmpty()) {
                ObjectNode extra = kept.putObject(KEPT_EXTRA);
                extraFields.forEach(path ->
                        extra.set(path.name(), path.value(record).orElseGet(JsonNodeFactory.instance::nullNode)));
            }
            return kept;
        });
    }

    /** The partition of what has been kept. */
    Partition partition(ParentReader.Kept kept) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.set(field, kept.values().get(KEPT_KEY));
        values.set("parent_slice", kept.partition());
        return kept.values().get(KEPT_EXTRA) instanceof ObjectNode extra
                ? new Partition(values, extra)
                : Partition.of(values);
    }

    /** The value, if the partition has it and it is neither empty, zero, false nor null. */
    Optional<Injection> injection(ObjectNode partition) {
        JsonNode value = partition.path(field);
        return option.filter(known -> PythonTruth.isTrue(value)).map(known -> new Injection(known, value));
    }
}
