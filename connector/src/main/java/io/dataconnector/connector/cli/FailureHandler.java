package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.OutputException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns the exception that ended a command into a message for the user and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {
    private static final int FAILED = 1;
    /** The exit status of a process that SIGPIPE has ended: 128 plus the signal's number. */
    private static final int CLOSED_PIPE = 141;

    private final AirbyteOutput output;

    FailureHandler(AirbyteOutput output) {
        this.output = requireNonNull(output, "output is null");
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure, command.getErr());
    }

    /** Reports the failure on whichever channel still works. */
    int handle(Throwable failure, PrintWriter err) {
        try {
            if (failure instanceof OutputException outputFailure) {
                throw outputFailure;
            }
            output.error(ConnectorException.describing(failure));
            return FAILED;
        } catch (OutputException e) {
            if (e.isClosedPipe()) {
                return CLOSED_PIPE;
            }
            err.println(output.redacted("connector: cannot write to standard output: " + e.getMessage()));
            err.flush();
            return FAILED;
        }
    }
}
