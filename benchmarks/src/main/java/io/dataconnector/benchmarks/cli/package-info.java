/** The command line of the benchmarks. */
@NullMarked
package io.dataconnector.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
