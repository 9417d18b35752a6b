package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomRecordFilter;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.Map;
import java.util.Optional;

/** Which records are kept: those for which a condition holds, or a class of its own says so. */
@FunctionalInterface
interface RecordFilter {
    /**
     * Whether a record is kept.
     *
     * @param token the page token of the page that the record is on; empty on the first page
     */
    boolean keeps(ObjectNode record, ObjectNode streamSlice, Optional<JsonNode> token);

    /**
     * The filter of a RecordSelector. Without a condition it keeps no record, unless the stream compares cursors.
     *
     * @return empty if all records are kept
     */
    static Optional<RecordFilter> compile(Component selector, boolean comparesCursors, Settings settings) {
        Optional<Component> filter = selector.component("record_filter", "RecordFilter", "CustomRecordFilter");
        if (filter.filter(given -> given.type().equals("CustomRecordFilter")).isPresent()) {
            return filter.flatMap(given -> custom(given, settings));
        }
        return filter.flatMap(
                        given -> Interpolated.of(given.text("condition").orElse(""), given, "condition", settings))
                .filter(condition -> !condition.text().isEmpty() || !comparesCursors)
                .map(condition -> (record, streamSlice, token) -> condition.isTrue(
                        Map.of("record", record, "stream_slice", streamSlice, "next_page_token", variable(token))));
    }

    private static Optional<RecordFilter> custom(Component filter, Settings settings) {
        String place = filter.path();
        return CustomComponents.find(filter, settings, CustomRecordFilter.class)
                .map(found -> (record, streamSlice, token) ->
                        CustomComponents.call(place, () -> found.keeps(record, streamSlice)));
    }

    private static JsonNode variable(Optional<JsonNode> token) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return token.isPresent() ? nodes.objectNode().set("next_page_token", token.get()) : nodes.nullNode();
    }
}
