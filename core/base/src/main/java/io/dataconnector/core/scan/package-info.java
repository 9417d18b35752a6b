/**
 * The scanner of JSON bytes, and what it finds values by: JSON pointers and timestamps. It accepts what RFC 8259
 * accepts and nothing else, however the bytes are cut into pieces.
 */
@NullMarked
package io.dataconnector.core.scan;

import org.jspecify.annotations.NullMarked;
