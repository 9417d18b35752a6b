/**
 * The tables of the normalizer on Apache Spark: splits of the inputs become rows, the rows are sorted across the
 * cluster, and folded into the same files. What a record becomes is the normalizer's own code.
 */
@NullMarked
package io.dataconnector.spark;

import org.jspecify.annotations.NullMarked;
