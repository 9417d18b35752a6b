/** Airbyte messages on standard output, which has one owner: one message a line, in UTF-8, whole or not at all. */
@NullMarked
package io.dataconnector.connector.protocol;

import org.jspecify.annotations.NullMarked;
