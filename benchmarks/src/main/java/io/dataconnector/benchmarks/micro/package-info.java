/** JMH benchmarks of single steps. */
@NullMarked
package io.dataconnector.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
