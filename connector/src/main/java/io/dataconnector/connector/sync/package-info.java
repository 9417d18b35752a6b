/**
 * A read: streams one after another or side by side, the pages of each in order, records filtered by the cursor, states
 * at checkpoints. A state is written only after the records that it covers.
 */
@NullMarked
package io.dataconnector.connector.sync;

import org.jspecify.annotations.NullMarked;
