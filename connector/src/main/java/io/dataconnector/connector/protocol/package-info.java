/** Airbyte messages on standard output, which has a single owner: one message per line, in UTF-8, never interleaved. */
@NullMarked
package io.dataconnector.connector.protocol;

import org.jspecify.annotations.NullMarked;
