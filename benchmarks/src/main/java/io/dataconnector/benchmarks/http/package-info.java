/** A local API over HTTP that serves generated pages, and a client that only drains it. */
@NullMarked
package io.dataconnector.benchmarks.http;

import org.jspecify.annotations.NullMarked;
