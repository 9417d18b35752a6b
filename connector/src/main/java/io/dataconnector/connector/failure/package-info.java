/** Failures with a message that a user can act on, and the failure type that the protocol gives them. */
@NullMarked
package io.dataconnector.connector.failure;

import org.jspecify.annotations.NullMarked;
