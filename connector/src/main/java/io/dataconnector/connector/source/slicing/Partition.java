package io.dataconnector.connector.source.slicing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A partition of a stream.
 *
 * @param values its values by name; not to be changed
 * @param extraFields what is taken along of the parent record; not to be changed
 */
record Partition(ObjectNode values, ObjectNode extraFields) {
    /** The only one of a stream without partitions. */
    static final Partition NONE = of(JsonNodeFactory.instance.objectNode());

    Partition {
        requireNonNull(values, "values is null");
        requireNonNull(extraFields, "extraFields is null");
    }

    /** A partition without extra fields. */
    static Partition of(ObjectNode values) {
        return new Partition(values, JsonNodeFactory.instance.objectNode());
    }
}
