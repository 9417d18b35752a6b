/** The streams that there are, and those that the user wants read, each with its sync mode. */
@NullMarked
package io.dataconnector.connector.catalog;

import org.jspecify.annotations.NullMarked;
