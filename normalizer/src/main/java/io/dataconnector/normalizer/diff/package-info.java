/**
 * The comparison of two folders of results, table by table and row by row. It reads what runs have written, and its
 * memory does not grow with the tables.
 */
@NullMarked
package io.dataconnector.normalizer.diff;

import org.jspecify.annotations.NullMarked;
