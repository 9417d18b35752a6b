package io.dataconnector.normalizer.quality;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each of some names occurred; in JSON an object in the order of the names. */
public final class Counts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Long> counts = new TreeMap<>();

    /** Counts that are known already. */
    @JsonCreator
    public static Counts of(Map<String, Long> countByName) {
        Counts counts = new Counts();
        countByName.forEach(counts::add);
        return counts;
    }

    public void add(String name) {
        add(name, 1);
    }

    /** Adds a number of occurrences of a name, if there are any. */
    public void add(String name, long times) {
        if (times > 0) {
            counts.merge(name, times, Long::sum);
        }
    }

    /** Adds all of other counts. */
    public void add(Counts other) {
        other.counts.forEach(this::add);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public SortedMap<String, Long> byName() {
        return Collections.unmodifiableSortedMap(counts);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
