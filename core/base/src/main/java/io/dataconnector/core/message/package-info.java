/**
 * Lines of a raw output as Airbyte messages. A line is scanned, never built as a tree, and a bad one is named with
 * its reason.
 */
@NullMarked
package io.dataconnector.core.message;

import org.jspecify.annotations.NullMarked;
