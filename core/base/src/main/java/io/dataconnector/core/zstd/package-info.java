/** Zstandard (RFC 8878), which the JDK does not have. The only package that knows the library. */
@NullMarked
package io.dataconnector.core.zstd;

import org.jspecify.annotations.NullMarked;
