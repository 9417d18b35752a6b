package io.dataconnector.connector.catalog;

import io.dataconnector.connector.source.Retrieved;
import java.util.function.Predicate;

/** Reads what belongs to no stream of the catalog, but makes streams or tells their schemas. Used by several threads. */
@FunctionalInterface
public interface RetrievalReader {
    /** Where nothing is to be requested. */
    RetrievalReader NONE = (definition, isMoreWanted) -> {
        throw new IllegalStateException("nothing is to be requested for " + definition.name());
    };

    /**
     * Reads the records of a definition, all slices and pages of it.
     *
     * @param isMoreWanted is given each record, and says whether the next one is wanted
     * @throws io.dataconnector.connector.failure.ConnectorException if they cannot be read
     */
    void read(StreamDefinition definition, Predicate<Retrieved> isMoreWanted);
}
