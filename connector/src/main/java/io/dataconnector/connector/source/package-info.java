/**
 * A manifest compiled into streams: how each is requested, where its records and page tokens are, how it is divided
 * into slices, and what is done to a record. Nothing here knows whether pages come from files or over HTTP.
 */
@NullMarked
package io.dataconnector.connector.source;

import org.jspecify.annotations.NullMarked;
