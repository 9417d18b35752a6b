/** The command line of the normalizer: options, the summary and exit codes. */
@NullMarked
package io.dataconnector.normalizer.cli;

import org.jspecify.annotations.NullMarked;
