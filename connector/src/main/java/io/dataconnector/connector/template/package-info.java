/**
 * Airbyte's Jinja2 templates with Python's semantics: parsed once and evaluated many times, as Airbyte's Python CDK
 * evaluates them. The package depends on no other package of the connector.
 */
@NullMarked
package io.dataconnector.connector.template;

import org.jspecify.annotations.NullMarked;
