/** The same tables built by DuckDB, for comparison. */
@NullMarked
package io.dataconnector.benchmarks.duckdb;

import org.jspecify.annotations.NullMarked;
