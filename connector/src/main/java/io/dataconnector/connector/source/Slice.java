package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A part of a stream that is walked on its own: a partition, such as one parent record, and an interval of the cursor.
 *
 * @param partition the values of the partition by name; empty if the stream has no partitions
 * @param interval the start and the end of the interval, as the manifest names and formats them; empty if the stream is
 *     not divided by time
 */
public record Slice(ObjectNode partition, ObjectNode interval) {
    /** The slice of a stream that is walked as a whole. */
    public static final Slice WHOLE =
            new Slice(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());

    public Slice {
        requireNonNull(partition, "partition is null");
        requireNonNull(interval, "interval is null");
    }

    /** What templates see as {@code stream_slice}: partition and interval in one object. */
    public ObjectNode toJson() {
        ObjectNode slice = JsonNodeFactory.instance.objectNode();
        slice.setAll(partition);
        slice.setAll(interval);
        return slice;
    }
}
