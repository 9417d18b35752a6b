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
 * @param extraFields what the manifest takes along of a parent record, by name; no part of what tells slices apart
 */
public record Slice(ObjectNode partition, ObjectNode interval, ObjectNode extraFields) {
    /** The slice of a stream that is walked as a whole. */
    public static final Slice WHOLE =
            new Slice(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());

    public Slice {
        requireNonNull(partition, "partition is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(extraFields, "extraFields is null");
    }

    /** A slice without extra fields. */
    public Slice(ObjectNode partition, ObjectNode interval) {
        this(partition, interval, JsonNodeFactory.instance.objectNode());
    }

    /** The same partition with another interval. */
    public Slice withInterval(ObjectNode other) {
        return new Slice(partition, other, extraFields);
    }

    /** The same slice with more of the fields that requests see. */
    public Slice withExtraFields(ObjectNode more) {
        ObjectNode all = extraFields.deepCopy();
        all.setAll(more);
        return new Slice(partition, interval, all);
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

    /**
     * What templates see as {@code stream_slice}: partition and interval in one object, which also answers to the names
     * {@code partition}, {@code cursor_slice} and {@code extra_fields}.
     */
    public ObjectNode toJson() {
        ObjectNode slice = partition.isEmpty() && extraFields.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : new SliceVariable(this);
        slice.setAll(partition);
        slice.setAll(interval);
        return slice;
    }
}
