package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** What the state of a stream knows about its partitions while slices are made of them. */
@FunctionalInterface
public interface PartitionStarts {
    /** The cursor of the state of a partition; without partitions it is asked with an empty object. */
    Optional<Instant> cursorOf(ObjectNode partition);

    /** Told of each partition in turn; returns whether it is to be read, and not left out. */
    default boolean enter(ObjectNode partition) {
        return true;
    }
}
