/**
 * What a component of a manifest looks like that is a class of its own ({@code class_name}): the interfaces that such a class
 * implements in Java, and the service by which it is found. This is the public interface of the connector to other code;
 * docs/components.md shows its use.
 */
@NullMarked
package io.dataconnector.connector.extension;

import org.jspecify.annotations.NullMarked;
