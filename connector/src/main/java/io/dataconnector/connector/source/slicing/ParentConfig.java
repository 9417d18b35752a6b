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

/**
 * A parent of a stream, and what of its records makes a partition (ParentStreamConfig).
 *
 * @param stream the parent
 * @param field the name of the value in the partition
 * @param key where it is in a parent record; a record without it, or with null, makes no partition
 * @param extraFields what else of a record is taken along; null if it is not there
 * @param firstPage where a record has the first page of its partition, if it does
 * @param option where the value is put in requests
 * @param isIncremental whether the parent is read from where the last read ended
 */
public record ParentConfig(
        ParentStream stream,
        String field,
        ValuePath key,
        List<ValuePath> extraFields,
        Optional<ValuePath> firstPage,
        Optional<RequestOption> option,
        boolean isIncremental) {
    /** The extra field that is the first page of a partition. */
    public static final String FIRST_PAGE = "child_response";
    /** The extra field that says when it was read, in ISO 8601. */
    public static final String FIRST_PAGE_READ_AT = "child_response_read_at";

    private static final String LAZY = "lazy_read_pointer";
    private static final String KEY = "parent_key";
    private static final String EXTRA = "extra_fields";
    /** The names in what is kept of a record. */
    private static final String KEPT_KEY = "k";

    private static final String KEPT_EXTRA = "x";
    private static final String KEPT_PAGE = "p";

    public ParentConfig {
        requireNonNull(stream, "stream is null");
        requireNonNull(field, "field is null");
        requireNonNull(key, "key is null");
        extraFields = List.copyOf(extraFields);
        requireNonNull(firstPage, "firstPage is null");
        requireNonNull(option, "option is null");
    }

    /**
     * A ParentStreamConfig of a manifest.
     *
     * @param streams compiles the parent
     * @return empty if it is invalid, which is then a fault of the manifest
     */
    static Optional<ParentConfig> compile(Component config, Settings settings, ParentCompiler streams) {
        config.requiredText(KEY);
        config.requiredText("partition_field");
        String field =
                ConfiguredValue.string(config, "partition_field", settings).orElse("");
        Optional<ValuePath> key = ConfiguredValue.string(config, KEY, settings)
                .flatMap(text -> path(ValuePath.ofText(text), config, KEY));
        List<ValuePath> extraFields = extraFields(config, settings);
        Optional<ValuePath> firstPage = firstPage(config, settings);
        Optional<RequestOption> option = config.component("request_option", "RequestOption")
                .flatMap(component -> RequestOption.compile(component, settings));
        boolean isIncremental = config.flag("incremental_dependency").orElse(false);
        Optional<ParentStream> stream = config.requiredComponent("stream", "DeclarativeStream", "StateDelegatingStream")
                .map(component -> streams.compile(component, isIncremental));
        return stream.flatMap(parent -> key.map(
                known -> new ParentConfig(parent, field, known, extraFields, firstPage, option, isIncremental)));
    }

    private static Optional<ValuePath> firstPage(Component config, Settings settings) {
        List<String> steps = new ArrayList<>();
        for (String step : config.texts(LAZY)) {
            Interpolated.of(step, config, LAZY, settings)
                    .flatMap(text -> ConfiguredValue.evaluate(text, config, LAZY))
                    .ifPresent(value -> steps.add(value.asText()));
        }
        if (steps.stream().anyMatch(step -> step.contains("*"))) {
            config.fault(LAZY, "must not have wildcards");
            return Optional.empty();
        }
        return steps.isEmpty() ? Optional.empty() : ValuePath.of(steps);
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

    /**
     * What is kept of a record; empty if it makes no partition.
     *
     * @param keepsPage whether the first page of the partition is kept, if the record has it
     */
    Optional<ObjectNode> keep(ObjectNode record, boolean keepsPage) {
        return key.value(record).filter(value -> !value.isNull()).map(value -> {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            kept.set(KEPT_KEY, value);
            if (!extraFields.isEmpty()) {
                ObjectNode extra = kept.putObject(KEPT_EXTRA);
                extraFields.forEach(path ->
                        extra.set(path.name(), path.value(record).orElseGet(JsonNodeFactory.instance::nullNode)));
            }
            firstPage
                    .filter(path -> keepsPage)
                    .ifPresent(path ->
                            kept.set(KEPT_PAGE, path.value(record).orElseGet(JsonNodeFactory.instance::arrayNode)));
            return kept;
        });
    }

    /** The partition of what has been kept. */
    Partition partition(ParentReader.Kept kept) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.set(field, kept.values().get(KEPT_KEY));
        values.set("parent_slice", kept.partition());
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        if (kept.values().get(KEPT_EXTRA) instanceof ObjectNode fields) {
            extra.setAll(fields);
        }
        JsonNode page = kept.values().get(KEPT_PAGE);
        if (page != null) {
            extra.set(FIRST_PAGE, page);
            extra.put(FIRST_PAGE_READ_AT, kept.readAt().toString());
        }
        return new Partition(values, extra);
    }

    /** The value, if the partition has it and it is neither empty, zero, false nor null. */
    Optional<Injection> injection(ObjectNode partition) {
        JsonNode value = partition.path(field);
        return option.filter(known -> PythonTruth.isTrue(value)).map(known -> new Injection(known, value));
    }
}
