/**
 * The configuration, validated against the JSON Schema that {@code spec} prints. Faults are reported all at once,
 * with their places.
 */
@NullMarked
package io.dataconnector.connector.config;

import org.jspecify.annotations.NullMarked;
