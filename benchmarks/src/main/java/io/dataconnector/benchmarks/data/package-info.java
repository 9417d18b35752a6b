/** Generated data sets of any size. The same seed makes the same bytes. */
@NullMarked
package io.dataconnector.benchmarks.data;

import org.jspecify.annotations.NullMarked;
