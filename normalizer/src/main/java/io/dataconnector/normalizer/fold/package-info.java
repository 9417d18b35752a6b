/**
 * Sorting rows by key and version, in memory and on disk, and folding the versions of a key into rows of the
 * table. The result does not depend on the order of the input.
 */
@NullMarked
package io.dataconnector.normalizer.fold;

import org.jspecify.annotations.NullMarked;
