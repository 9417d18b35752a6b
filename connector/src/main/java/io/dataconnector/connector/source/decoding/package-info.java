/** From the body of a response to the JSON document that its records are looked for in. */
@NullMarked
package io.dataconnector.connector.source.decoding;

import org.jspecify.annotations.NullMarked;
