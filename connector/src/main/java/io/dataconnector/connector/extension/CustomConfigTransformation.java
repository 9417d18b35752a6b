package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Changes the configuration before anything reads it: one of the {@code transformations} of the {@code
 * config_normalization_rules}, or of a {@code ConfigMigration}.
 */
@FunctionalInterface
public non-sealed interface CustomConfigTransformation extends CustomComponent {
    /** Changes a configuration in place. */
    void transform(ObjectNode config);
}
