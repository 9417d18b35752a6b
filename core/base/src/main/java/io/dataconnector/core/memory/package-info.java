/**
 * One budget for the memory that a program may ask for. What does not fit fails at once, before the heap is
 * exhausted.
 */
@NullMarked
package io.dataconnector.core.memory;

import org.jspecify.annotations.NullMarked;
