package io.dataconnector.connector.template;

/** A Python slice; {@link None} where a bound is left out. */
record Slice(Object start, Object stop, Object step) {}
