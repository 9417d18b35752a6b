/** How a page is requested over HTTP: URL, headers, body, authentication, and what is done about each response. */
@NullMarked
package io.dataconnector.connector.source.request;

import org.jspecify.annotations.NullMarked;
