/** Failures of the file system in words for people: what went wrong and what to do, without a stack trace. */
@NullMarked
package io.dataconnector.core.fault;

import org.jspecify.annotations.NullMarked;
