/**
 * The scanner of JSON bytes, the JSON pointers that it looks up, and timestamps. It accepts exactly what RFC 8259
 * accepts, however the bytes are split into chunks.
 */
@NullMarked
package io.dataconnector.core.scan;

import org.jspecify.annotations.NullMarked;
