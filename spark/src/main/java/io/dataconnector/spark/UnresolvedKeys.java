package io.dataconnector.spark;

import io.dataconnector.normalizer.quality.Finding;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** The references of one foreign key to rows that do not exist: how many, and the first different ones. */
final class UnresolvedKeys implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    /** The descriptions of the least keys. */
    private final HashMap<String, byte[]> least = new HashMap<>();

    /** Adds a key that some rows refer to. */
    void add(byte[] key, String description, long referringRows) {
        rows += referringRows;
        add(key, description);
    }

    private void add(byte[] key, String description) {
        least.merge(description, key, (one, other) -> Arrays.compareUnsigned(one, other) <= 0 ? one : other);
        if (least.size() > Finding.MAX_EXAMPLES) {
            least.remove(Collections.max(
                            least.entrySet(),
                            Map.Entry.comparingByValue(Comparator.comparing(bytes -> bytes, Arrays::compareUnsigned)))
                    .getKey());
        }
    }

    /** Adds those of another partition. */
    void add(UnresolvedKeys other) {
        rows += other.rows;
        other.least.forEach((description, key) -> add(key, description));
    }

    long rows() {
        return rows;
    }

    /** Descriptions of the least different keys. */
    Collection<String> examples() {
        return Collections.unmodifiableCollection(least.keySet());
    }
}
