package io.dataconnector.normalizer.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each of some names occurred; in JSON an object in the order of the names. */
public final class Counts {
    private final SortedMap<String, Long> counts = new TreeMap<>();

    public void add(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @JsonValue
    public SortedMap<String, Long> byName() {
        return Collections.unmodifiableSortedMap(counts);
    }
}
