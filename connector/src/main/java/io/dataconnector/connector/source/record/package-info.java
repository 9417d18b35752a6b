/** What is done to the records of a response: where they are, which are kept, and what they become. */
@NullMarked
package io.dataconnector.connector.source.record;

import org.jspecify.annotations.NullMarked;
