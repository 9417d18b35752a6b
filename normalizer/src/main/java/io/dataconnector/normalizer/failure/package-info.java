/** Failures with a message that a user can act on. */
@NullMarked
package io.dataconnector.normalizer.failure;

import org.jspecify.annotations.NullMarked;
