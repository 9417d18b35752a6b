package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says which records are kept: the {@code record_filter} of a {@code RecordSelector}. */
@FunctionalInterface
public non-sealed interface CustomRecordFilter extends CustomComponent {
    /**
     * Whether a record is kept.
     *
     * @param record not to be changed
     * @param streamSlice the partition and the interval that are being read, by name; not to be changed
     */
    boolean keeps(ObjectNode record, ObjectNode streamSlice);
}
