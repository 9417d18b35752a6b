package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the records of a response are: {@code DpathExtractor}. Immutable, and safe for use by several threads. */
public final class RecordExtractor {
    /** An extension: a response without a value at the path is an error. The CDK passes over it. */
    private static final String REQUIRED = "x-required";

    /** Takes a response as its only record, or as all of them if it is an array. */
    public static final RecordExtractor OF_WHOLE_RESPONSE = new RecordExtractor(FieldPath.EMPTY, false);

    private final FieldPath path;
    private final boolean isRequired;

    private RecordExtractor(FieldPath path, boolean isRequired) {
        this.path = path;
        this.isRequired = isRequired;
    }

    /**
     * Compiles a {@code DpathExtractor}. The templates of its path are evaluated here.
     *
     * @throws ConnectorException if one of them fails
     */
    public static RecordExtractor compile(Component extractor, Settings settings) {
        return new RecordExtractor(
                FieldPath.compile(extractor, settings), extractor.flag(REQUIRED).orElse(false));
    }

    /**
     * The JSON pointer (RFC 6901) of the records of a response that is an object: of an array of them, or of the only
     * one. It is empty if the way there has wildcards or indexes; then only {@link #extract} finds them.
     */
    public Optional<String> pointer() {
        return path.pointer();
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
