package io.dataconnector.connector.source;

import java.util.function.Predicate;

/** A retriever that belongs to no stream, ready to be read: what it finds makes streams, or a schema. */
@FunctionalInterface
public interface Retrieval {
    /**
     * Reads the records, all slices and pages, by requests that are repeated as those of a stream are.
     *
     * @param isMoreWanted is given each record, and says whether the next one is wanted
     * @throws io.dataconnector.connector.failure.ConnectorException if they cannot be read
     */
    void read(Predicate<Retrieved> isMoreWanted);
}
