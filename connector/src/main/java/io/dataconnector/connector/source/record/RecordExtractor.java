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

/** Where the records of a response are: {@code DpathExtractor}, or a class of its own. Immutable, and safe for use by several threads. */
public final class RecordExtractor {
    /** An extension: a response without a value at the path is an error. The CDK passes over it. */
    private static final String REQUIRED = "x-required";

    private static final String CUSTOM = "CustomRecordExtractor";

    /** Takes a response as its only record, or as all of them if it is an array. */
    public static final RecordExtractor OF_WHOLE_RESPONSE =
            new RecordExtractor(FieldPath.EMPTY, false, Optional.empty());

    private final FieldPath path;
    private final boolean isRequired;
    private final Optional<CustomRecordExtractor> custom;

    private RecordExtractor(FieldPath path, boolean isRequired, Optional<CustomRecordExtractor> custom) {
        this.path = path;
        this.isRequired = isRequired;
        this.custom = custom;
    }

    /** The types that are supported. */
    public static String[] types() {
        return new String[] {"DpathExtractor", CUSTOM};
    }

    /**
     * Compiles an extractor. The templates of its path are evaluated here.
     *
     * @throws ConnectorException if one of them fails
     */
    public static RecordExtractor compile(Component extractor, Settings settings) {
        return extractor.type().equals(CUSTOM)
                ? custom(extractor, settings)
                : new RecordExtractor(
                        FieldPath.compile(extractor, settings),
                        extractor.flag(REQUIRED).orElse(false),
                        Optional.empty());
    }

    private static RecordExtractor custom(Component extractor, Settings settings) {
        String place = extractor.path();
        return CustomComponents.find(extractor, settings, CustomRecordExtractor.class)
                .map(found -> new RecordExtractor(
                        FieldPath.EMPTY,
                        false,
                        Optional.of(response -> CustomComponents.call(place, () -> found.extract(response)))))
                .orElse(OF_WHOLE_RESPONSE);
    }

    /**
     * The JSON pointer (RFC 6901) of the records of a response that is an object: of an array of them, or of the only
     * one. It is empty if the way there has wildcards or indexes, or only a class knows it; then only {@link #extract} finds them.
     */
    public Optional<String> pointer() {
        return custom.isPresent() ? Optional.empty() : path.pointer();
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
     * @return the records, which may be of any kind; they are parts of the given tree
     * @throws ConnectorException if the path leads to several values without a step {@code *}
     */
    public List<JsonNode> extract(JsonNode response) {
        if (custom.isPresent()) {
            return List.copyOf(custom.get().extract(response));
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
            records.addAll(path.values(document));
            return;
        }
        path.first(document).ifPresent(found -> {
            if (found.isArray()) {
                found.forEach(records::add);
            } else if (!isNothing(found)) {
                records.add(found);
            }
        });
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
