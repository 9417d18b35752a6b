/**
 * Measurements of whole processes as a user starts them, and the tables of results. A result counts only if the
 * output was verified.
 */
@NullMarked
package io.dataconnector.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
