package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** Written out, because a record's own makes the JVM generate code at every start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slice slice && partition.equals(slice.partition) && interval.equals(slice.interval);
    }

    @Override
    public int hashCode() {
        return Objects.hash(partition, interval);
    }

    /** What templates see as {@code stream_slice}: partition and interval in one object. */
    public ObjectNode toJson() {
        ObjectNode slice = JsonNodeFactory.instance.objectNode();
        slice.setAll(partition);
        slice.setAll(interval);
        return slice;
    }
}
