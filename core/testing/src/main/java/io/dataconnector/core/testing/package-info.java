/** What the tests of all modules share. No program depends on it. */
@NullMarked
package io.dataconnector.core.testing;

import org.jspecify.annotations.NullMarked;
