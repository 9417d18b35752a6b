package io.dataconnector.connector.template;

/** Jinja2's {@code namespace()}: the only object whose attributes {@code {% set %}} can change. */
record Namespace(Dict attributes) {}
