/**
 * From raw outputs to one that holds what the tables still need: its lines are lines of the originals, in their order.
 */
@NullMarked
package io.dataconnector.normalizer.compact;

import org.jspecify.annotations.NullMarked;
