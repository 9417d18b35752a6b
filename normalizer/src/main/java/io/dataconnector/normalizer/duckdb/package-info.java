/**
 * Tables as Parquet files and in a database file, made by DuckDB out of the tables' CSV files. DuckDB's library is not part of the
 * program: it is loaded when a run needs it.
 */
@NullMarked
package io.dataconnector.normalizer.duckdb;

import org.jspecify.annotations.NullMarked;
