package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A change of records. Used by several threads at once. */
@FunctionalInterface
public interface Transformation {
    /**
     * Changes a record.
     *
     * @param streamSlice what templates see as {@code stream_slice}; not to be changed
     */
    void apply(ObjectNode record, ObjectNode streamSlice);
}
