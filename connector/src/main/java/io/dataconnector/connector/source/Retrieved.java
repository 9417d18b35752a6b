package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record that a retriever has found.
 *
 * @param record the record, after its filter; whoever receives it may change it
 * @param slice the slice that it is in
 */
public record Retrieved(ObjectNode record, Slice slice) {
    public Retrieved {
        requireNonNull(record, "record is null");
        requireNonNull(slice, "slice is null");
    }
}
