/** Worker threads. What fails on one of them fails in the thread that waits for it. */
@NullMarked
package io.dataconnector.core.work;

import org.jspecify.annotations.NullMarked;
