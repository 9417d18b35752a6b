/**
 * Requests over HTTP: sent until they are answered by something usable, with every wait announced. It knows
 * neither streams nor pages; a body is a stream of bytes that mends itself if the connection breaks.
 */
@NullMarked
package io.dataconnector.connector.http;

import org.jspecify.annotations.NullMarked;
