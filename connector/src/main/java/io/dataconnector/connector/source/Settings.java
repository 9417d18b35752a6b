package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/**
 * What the templates of all components can refer to.
 *
 * @param config the configuration as the user wrote it; not to be changed
 * @param clock what they take for now
 */
public record Settings(ObjectNode config, Clock clock) {
    public Settings {
        requireNonNull(config, "config is null");
        requireNonNull(clock, "clock is null");
    }
}
