package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

/** A stream that is to be read, and how. */
public record ConfiguredStream(StreamDefinition definition, SyncMode syncMode) {
    public ConfiguredStream {
        requireNonNull(definition, "definition is null");
        requireNonNull(syncMode, "syncMode is null");
    }
}
