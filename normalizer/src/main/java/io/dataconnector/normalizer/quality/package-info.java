/**
 * Rejects, checks of columns and references, lost records and the report. A line that cannot be used is counted
 * and kept, never dropped.
 */
@NullMarked
package io.dataconnector.normalizer.quality;

import org.jspecify.annotations.NullMarked;
