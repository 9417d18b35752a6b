/**
 * Cursors and the states that hold them, in all forms in which a runner passes them. A timestamp is compared as an
 * instant and kept as its own text.
 */
@NullMarked
package io.dataconnector.connector.state;

import org.jspecify.annotations.NullMarked;
