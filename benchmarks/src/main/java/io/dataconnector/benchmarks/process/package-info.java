/** Child processes with their time and memory. */
@NullMarked
package io.dataconnector.benchmarks.process;

import org.jspecify.annotations.NullMarked;
