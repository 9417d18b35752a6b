/** What all benchmarks share: their failures and the files that they work on. */
@NullMarked
package io.dataconnector.benchmarks;

import org.jspecify.annotations.NullMarked;
