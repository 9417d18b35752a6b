/**
 * Raw outputs, plain, gzip or zstd, as blocks of whole lines. Every byte of the input is in exactly one block, in the
 * order of the input.
 */
@NullMarked
package io.dataconnector.core.raw;

import org.jspecify.annotations.NullMarked;
