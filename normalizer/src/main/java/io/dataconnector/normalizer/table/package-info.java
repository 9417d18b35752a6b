/**
 * Table definitions, and records as their rows. A row is a piece of bytes whose order as unsigned bytes is that of
 * its key and version.
 */
@NullMarked
package io.dataconnector.normalizer.table;

import org.jspecify.annotations.NullMarked;
