package io.dataconnector.connector.failure;

import java.util.Locale;

/** Who can do something about a failure, in the protocol's words (AirbyteErrorTraceMessage). */
public enum FailureType {
    /** The user: the configuration, the catalog, the state or what they point to is wrong. */
    CONFIG_ERROR,
    /** The maintainers, or the owner of the data or the machine. */
    SYSTEM_ERROR,
    /** Nobody needs to: the same read may succeed later. */
    TRANSIENT_ERROR;

    /** The name on the wire: {@code config_error}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
