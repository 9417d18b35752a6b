/**
 * The files of the result: CSV, schemas, the data dictionary, the page of the report. All files of a run replace
 * the earlier ones, or none does.
 */
@NullMarked
package io.dataconnector.normalizer.output;

import org.jspecify.annotations.NullMarked;
