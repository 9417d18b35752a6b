package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** Reads the parents of a stream, whose records make its partitions. Used by one thread. */
public interface ParentReader {
    /**
     * The records of a parent, as far as they are kept: read page by page, when they are asked for.
     *
     * @param keep what is kept of a record, as small as possible; empty if it makes no partition
     * @throws io.dataconnector.connector.failure.ConnectorException while going through them, if the parent cannot be read
     */
    Iterator<Kept> read(ParentConfig parent, Function<ObjectNode, Optional<ObjectNode>> keep);

    /** Whether nothing of the stream has been read before, so that what parent records have of it need not be requested. */
    default boolean isFirstRead() {
        return false;
    }

    /**
     * What is kept of a record.
     *
     * @param values as they were given
     * @param partition the partition of the parent that the record is in; empty if the parent has none
     * @param readAt an instant not later than its content, by the clock of the source
     */
    record Kept(ObjectNode values, ObjectNode partition, Instant readAt) {
        public Kept {
            requireNonNull(values, "values is null");
            requireNonNull(partition, "partition is null");
            requireNonNull(readAt, "readAt is null");
        }
    }
}
