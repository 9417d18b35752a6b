package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.request.QueryProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The records of a page that several requests give the members of, merged by their keys, in the order of the first request. */
final class MergedRecords {
    private final QueryProperties properties;
    private final Consumer<ObjectNode> consumer;
    private final Map<String, ObjectNode> merged = new LinkedHashMap<>();
    private long unmerged;
    private int foundInLastPart;

    /** @param consumer takes the records */
    MergedRecords(QueryProperties properties, Consumer<ObjectNode> consumer) {
        this.properties = requireNonNull(properties, "properties is null");
        this.consumer = requireNonNull(consumer, "consumer is null");
    }

    /** Begins with the records of another request, of which there are so many before any filter. */
    void beginPart(int found) {
        foundInLastPart = found;
    }

    /** How many records the last request had. */
    int foundInLastPart() {
        return foundInLastPart;
    }

    /** Adds a record, or passes it on if it has no key. */
    void add(ObjectNode record) {
        Optional<String> key = properties.keyOf(record);
        if (key.isEmpty()) {
            unmerged++;
            consumer.accept(record);
            return;
        }
        ObjectNode present = merged.putIfAbsent(key.get(), record);
        if (present != null) {
            merge(present, record);
        }
    }

    /** Passes all on that have a key, and returns how many records there were with those that have none. */
    long finish() {
        merged.values().forEach(consumer);
        return unmerged + merged.size();
    }

    private static void merge(ObjectNode target, ObjectNode source) {
        for (Map.Entry<String, JsonNode> member : source.properties()) {
            if (target.get(member.getKey()) instanceof ObjectNode inner
                    && member.getValue() instanceof ObjectNode added) {
                merge(inner, added);
            } else {
                target.set(member.getKey(), member.getValue());
            }
        }
    }
}
