package io.dataconnector.connector.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.slicing.PartitionKey;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The partitions that a walk has met, as far as they are remembered: the latest ones. */
final class MetPartitions {
    private final int max;
    private final Set<String> keys = new LinkedHashSet<>();

    /** @param max how many are remembered */
    MetPartitions(int max) {
        this.max = max;
    }

    /** Adds a partition; false if it has been met before. */
    boolean add(ObjectNode partition) {
        if (!keys.add(PartitionKey.of(partition))) {
            return false;
        }
        if (keys.size() > max) {
            Iterator<String> eldest = keys.iterator();
            eldest.next();
            eldest.remove();
        }
        return true;
    }

    void clear() {
        keys.clear();
    }
}
