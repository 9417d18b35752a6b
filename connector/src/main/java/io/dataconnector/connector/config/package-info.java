/**
 * The configuration, validated against the JSON Schema that {@code spec} prints. All faults are reported at once, with
 * their locations.
 */
@NullMarked
package io.dataconnector.connector.config;

import org.jspecify.annotations.NullMarked;
