/** Failures with a message that a user can act on, and their failure type in the protocol. */
@NullMarked
package io.dataconnector.connector.failure;

import org.jspecify.annotations.NullMarked;
