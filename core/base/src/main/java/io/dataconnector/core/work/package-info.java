/** Worker threads. A failure of a task is rethrown in the thread that waits for it. */
@NullMarked
package io.dataconnector.core.work;

import org.jspecify.annotations.NullMarked;
