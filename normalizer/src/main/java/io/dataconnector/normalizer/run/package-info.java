/**
 * A run from raw outputs to tables: blocks are read by several workers, and the output is the same whatever their
 * number.
 */
@NullMarked
package io.dataconnector.normalizer.run;

import org.jspecify.annotations.NullMarked;
