/** The same tables made by DuckDB, to compare with. */
@NullMarked
package io.dataconnector.benchmarks.duckdb;

import org.jspecify.annotations.NullMarked;
