/** The command line of the connector: commands, options, signals and exit codes. It alone ends the process. */
@NullMarked
package io.dataconnector.connector.cli;

import org.jspecify.annotations.NullMarked;
