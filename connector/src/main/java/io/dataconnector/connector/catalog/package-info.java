/** The streams of the source, and those that the user wants to read, each with its sync mode. */
@NullMarked
package io.dataconnector.connector.catalog;

import org.jspecify.annotations.NullMarked;
