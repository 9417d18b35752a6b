package io.dataconnector.connector.failure;

import java.util.Locale;

/** Who can do something about a failure, in the protocol's words (AirbyteErrorTraceMessage). */
public enum FailureType {
    /** The user: the configuration, the catalog, the state or what they point to is wrong. */
    CONFIG_ERROR,
    /** Nobody but the maintainers, or whoever keeps the data or the machine. */
    SYSTEM_ERROR,
    /** Time: the same read may succeed later. */
    TRANSIENT_ERROR;

    /** The name on the wire: {@code config_error}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
