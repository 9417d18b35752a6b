package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.extension.CustomRecordExtractor;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the records of a response are: {@code DpathExtractor}, several of them, or a class of its own. Immutable, and safe for
 * use by several threads.
 */
public final class RecordExtractor {
    /** An extension: a response without a value at the path is an error. The CDK passes over it. */
    private static final String REQUIRED = "x-required";

    private static final String CUSTOM = "CustomRecordExtractor";
    private static final String COMBINED = "CombinedExtractor";

    /** Takes a response as its only record, or as all of them if it is an array. */
    public static final RecordExtractor OF_WHOLE_RESPONSE =
            new RecordExtractor(FieldPath.EMPTY, false, Optional.empty(), Optional.empty());

    private final FieldPath path;
    private final boolean isRequired;
    private final Optional<RecordExpander> expander;
    /** Finds the records in another way than by the path. */
    private final Optional<Function<JsonNode, List<JsonNode>>> other;

    private RecordExtractor(
            FieldPath path,
            boolean isRequired,
            Optional<RecordExpander> expander,
            Optional<Function<JsonNode, List<JsonNode>>> other) {
        this.path = path;
        this.isRequired = isRequired;
        this.expander = expander;
        this.other = other;
    }

    private static RecordExtractor of(Function<JsonNode, List<JsonNode>> other) {
        return new RecordExtractor(FieldPath.EMPTY, false, Optional.empty(), Optional.of(other));
    }

    /** The types that are supported. */
    public static String[] types() {
        return new String[] {"DpathExtractor", COMBINED, CUSTOM};
    }

    /**
     * Compiles an extractor. The templates of its path are evaluated here.
     *
     * @throws ConnectorException if one of them fails
     */
    public static RecordExtractor compile(Component extractor, Settings settings) {
        return switch (extractor.type()) {
            case CUSTOM -> custom(extractor, settings);
            case COMBINED -> of(CombinedExtractor.compile(extractor, settings));
            default ->
                new RecordExtractor(
                        FieldPath.compile(extractor, settings),
                        extractor.flag(REQUIRED).orElse(false),
                        extractor
                                .component("record_expander", "RecordExpander")
                                .map(expander -> RecordExpander.compile(expander, settings)),
                        Optional.empty());
        };
    }

    private static RecordExtractor custom(Component extractor, Settings settings) {
        String place = extractor.path();
        return CustomComponents.find(extractor, settings, CustomRecordExtractor.class)
                .map(found -> of(response -> CustomComponents.call(place, () -> List.copyOf(found.extract(response)))))
                .orElse(OF_WHOLE_RESPONSE);
    }

    /**
     * The JSON pointer (RFC 6901) of the records of a response that is an object: of an array of them, or of the only
     * one. It is empty if the way there has wildcards or indexes, or is no path alone; then only {@link #extract} finds them.
     */
    public Optional<String> pointer() {
        return other.isPresent() || expander.isPresent() ? Optional.empty() : path.pointer();
    }

    /** Whether the records of a response are those of several extractors, so that their number says nothing of its size. */
    public boolean isUnion() {
        return other.filter(way -> way instanceof CombinedExtractor combined && combined.isUnion())
                .isPresent();
    }

    /** Whether a response without anything at the path is an error. */
    public boolean isRequired() {
        return isRequired;
    }

    /**
     * The records of a response: the elements of the array at the path, or the only value there, unless it is null, false,
     * zero or empty. A path with a step {@code *} leads to the records themselves. If the response is an array, the records
     * of each of its elements.
     *
     * @return the records, which may be of any kind; they share parts of the given tree. A missing node stands for one
     *     that was left out because it is empty, and only counts.
     * @throws ConnectorException if the path leads to several values without a step {@code *}
     */
    public List<JsonNode> extract(JsonNode response) {
        if (other.isPresent()) {
            return other.get().apply(response);
        }
        List<JsonNode> records = new ArrayList<>();
        if (response.isArray()) {
            response.forEach(element -> extract(element, records));
        } else {
            extract(response, records);
        }
        return records;
    }

    private void extract(JsonNode document, List<JsonNode> records) {
        if (path.isMany()) {
            path.values(document).forEach(record -> add(record, records));
            return;
        }
        path.first(document).ifPresent(found -> {
            if (found.isArray()) {
                found.forEach(record -> add(record, records));
            } else if (!isNothing(found)) {
                add(found, records);
            }
        });
    }

    private void add(JsonNode record, List<JsonNode> records) {
        if (expander.isPresent()) {
            expander.get().expand(record, records::add);
        } else {
            records.add(record);
        }
    }

    private static boolean isNothing(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> value.isEmpty();
            case STRING -> value.textValue().isEmpty();
            case NUMBER -> value.decimalValue().signum() == 0;
            case BOOLEAN -> !value.booleanValue();
            case ARRAY, NULL, MISSING, BINARY, POJO -> true;
        };
    }
}
