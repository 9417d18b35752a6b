/** What a manifest does to a configuration before anything reads it, and what it asks of it beyond its schema. */
@NullMarked
package io.dataconnector.connector.source.configuration;

import org.jspecify.annotations.NullMarked;
