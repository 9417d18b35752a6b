/** The JSON Schema of a stream, where it is not in the manifest as it is. */
@NullMarked
package io.dataconnector.connector.source.schema;

import org.jspecify.annotations.NullMarked;
