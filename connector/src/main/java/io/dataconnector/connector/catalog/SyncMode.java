package io.dataconnector.connector.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a stream is read, with the protocol's names. */
public enum SyncMode {
    FULL_REFRESH,
    INCREMENTAL;

    /** The name on the wire: {@code full_refresh}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SyncMode> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst();
    }
}
