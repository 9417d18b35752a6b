package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Reads the parents of a stream, whose records make its partitions. Used by one thread. */
public interface ParentReader {
    /**
     * The records of a parent, as far as they are kept: read page by page, when they are asked for.
     *
     * @param keeper says what is kept of a record
     * @throws io.dataconnector.connector.failure.ConnectorException while going through them, if the parent cannot be read
     */
    Iterator<Kept> read(ParentConfig parent, Keeper keeper);

    /** Says what is kept of a record of a parent. */
    @FunctionalInterface
    interface Keeper {
        /**
         * What is kept of a record, as small as possible; empty if it makes no partition.
         *
         * @param hasRoom whether that may include what can also be requested; what has been kept of the page is within its
         *     limit
         */
        Optional<ObjectNode> keep(ObjectNode record, boolean hasRoom);
    }

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
