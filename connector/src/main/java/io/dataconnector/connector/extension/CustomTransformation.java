package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes records: one of the {@code transformations} of a stream. */
@FunctionalInterface
public non-sealed interface CustomTransformation extends CustomComponent {
    /**
     * Changes a record in place.
     *
     * @param streamSlice the partition and the interval that are being read, by name; not to be changed
     */
    void transform(ObjectNode record, ObjectNode streamSlice);
}
