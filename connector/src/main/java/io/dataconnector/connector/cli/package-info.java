/** The command line of the connector: commands, options, signals and exit codes. Only this package ends the process. */
@NullMarked
package io.dataconnector.connector.cli;

import org.jspecify.annotations.NullMarked;
