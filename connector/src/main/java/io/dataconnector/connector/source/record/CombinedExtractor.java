package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The records that several extractors find in one response: those of all, or those of the first that finds any ({@code
 * CombinedExtractor}).
 */
final class CombinedExtractor implements Function<JsonNode, List<JsonNode>> {
    private static final String FIRST_MATCH = "first_match";

    private final List<RecordExtractor> extractors;
    private final boolean isFirstMatch;
    private final boolean skipsEmpty;

    private CombinedExtractor(List<RecordExtractor> extractors, boolean isFirstMatch, boolean skipsEmpty) {
        this.extractors = List.copyOf(extractors);
        this.isFirstMatch = isFirstMatch;
        this.skipsEmpty = skipsEmpty;
    }

    static CombinedExtractor compile(Component component, Settings settings) {
        List<RecordExtractor> extractors = component.components("extractors", RecordExtractor.types()).stream()
                .map(extractor -> RecordExtractor.compile(extractor, settings))
                .toList();
        if (component.values("extractors").isEmpty()) {
            component.fault("extractors", "at least one is required");
        }
        String mode = component.text("mode").orElse("union");
        if (!mode.equals("union") && !mode.equals(FIRST_MATCH)) {
            component.fault("mode", "must be union or first_match, not " + mode);
        }
        return new CombinedExtractor(
                extractors,
                mode.equals(FIRST_MATCH),
                component.flag("skip_empty_records").orElse(false));
    }

    /** Whether the records of a response are those of several extractors, so that their number says nothing of a page. */
    boolean isUnion() {
        return !isFirstMatch;
    }

    /** The records; a missing node is in the place of each that was left out because it is empty. */
    @Override
    public List<JsonNode> apply(JsonNode response) {
        List<JsonNode> all = new ArrayList<>();
        for (RecordExtractor extractor : extractors) {
            List<JsonNode> records = records(extractor, response);
            boolean hasAny = records.stream().anyMatch(record -> !record.isMissingNode());
            if (isFirstMatch && hasAny) {
                return records;
            }
            if (!isFirstMatch) {
                all.addAll(records);
            }
        }
        return all;
    }

    private List<JsonNode> records(RecordExtractor extractor, JsonNode response) {
        return extractor.extract(response).stream()
                .filter(record -> !record.isMissingNode())
                .map(record -> skipsEmpty && !PythonTruth.isTrue(record) ? MissingNode.getInstance() : record)
                .toList();
    }
}
