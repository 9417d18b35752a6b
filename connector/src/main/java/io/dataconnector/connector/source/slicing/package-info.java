/** The slices of a stream, which are walked one by one: partitions, such as the values of a list, and intervals of time. */
@NullMarked
package io.dataconnector.connector.source.slicing;

import org.jspecify.annotations.NullMarked;
