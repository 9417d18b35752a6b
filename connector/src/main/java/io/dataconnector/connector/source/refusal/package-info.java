/** What a stream does when its API refuses a request but may answer another one: begin again, or ask for less. */
@NullMarked
package io.dataconnector.connector.source.refusal;

import org.jspecify.annotations.NullMarked;
