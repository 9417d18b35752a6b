package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.manifest.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How properties are divided among several requests for a page, {@code PropertyChunking}.
 *
 * @param limit how many properties, or characters, one request may ask for; with 0 all are in one
 * @param countsCharacters whether it limits the characters, with those of the encoded commas
 * @param mergeKeys the members that tell which records of the requests are one; at least one
 */
record PropertyChunking(long limit, boolean countsCharacters, List<String> mergeKeys) {
    /** What the CDK takes for the encoded comma after a property. */
    private static final int SEPARATOR = 3;

    private static final String CHARACTERS = "characters";

    PropertyChunking {
        requireNonNull(mergeKeys, "mergeKeys is null");
        mergeKeys = List.copyOf(mergeKeys);
    }

    static PropertyChunking compile(Component chunking) {
        String type = chunking.requiredText("property_limit_type");
        if (!type.isEmpty() && !type.equals(CHARACTERS) && !type.equals("property_count")) {
            chunking.fault("property_limit_type", "must be characters or property_count");
        }
        long limit = chunking.integer("property_limit").orElse(0);
        if (limit < 0) {
            chunking.fault("property_limit", "must not be negative");
        }
        return new PropertyChunking(limit, type.equals(CHARACTERS), mergeKeys(chunking));
    }

    private static List<String> mergeKeys(Component chunking) {
        Optional<Component> strategy = chunking.component("record_merge_strategy", "GroupByKeyMergeStrategy");
        if (strategy.isEmpty()) {
            return List.of("id");
        }
        JsonNode key = strategy.get().requiredValue("key");
        if (key.isArray() && key.isEmpty()) {
            strategy.get().fault("key", "must name at least one member of the records");
        }
        return key.isTextual() ? List.of(key.textValue()) : strategy.get().texts("key");
    }

    /**
     * The properties of each request, of which there is at least one. What is always asked for does not count.
     *
     * @param selected those that are wanted of the others, all if it is empty; as in the CDK, of no effect without a limit
     */
    List<List<String>> chunks(List<String> properties, List<String> always, Optional<Set<String>> selected) {
        List<List<String>> chunks = new ArrayList<>();
        if (limit == 0) {
            List<String> all = new ArrayList<>(properties);
            all.addAll(always);
            chunks.add(all);
            return chunks;
        }
        List<String> chunk = new ArrayList<>(always);
        long size = 0;
        for (String property : properties) {
            if (selected.isPresent() && !selected.get().contains(property)) {
                continue;
            }
            int length = countsCharacters ? property.codePointCount(0, property.length()) + SEPARATOR : 1;
            if (size + length > limit) {
                chunks.add(chunk);
                chunk = new ArrayList<>(always);
                size = 0;
            }
            chunk.add(property);
            size += length;
        }
        chunks.add(chunk);
        return chunks;
    }
}
