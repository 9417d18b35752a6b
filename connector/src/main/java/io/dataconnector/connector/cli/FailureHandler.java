package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.ConnectorException;
import io.dataconnector.connector.protocol.FailureType;
import io.dataconnector.connector.protocol.OutputException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what ends a command into a message for its user and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {
    private static final int FAILED = 1;

    private final AirbyteOutput output;

    FailureHandler(AirbyteOutput output) {
        this.output = requireNonNull(output, "output is null");
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure, command.getErr());
    }

    /** Says what happened, on whichever channel still works. */
    int handle(Throwable failure, PrintWriter err) {
        try {
            if (failure instanceof OutputException outputFailure) {
                throw outputFailure;
            }
            output.error(describe(failure));
        } catch (OutputException e) {
            err.println("connector: standard output takes no more bytes: " + e.getMessage());
            err.flush();
        }
        return FAILED;
    }

    private static ConnectorException describe(Throwable failure) {
        if (failure instanceof ConnectorException described) {
            return described;
        }
        if (failure instanceof OutOfMemoryError) {
            return new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "The heap is too small. Raise it with -Xmx, or lower max_record_bytes.",
                    failure);
        }
        return new ConnectorException(
                FailureType.SYSTEM_ERROR, "The connector failed in a way it does not know. Please report it.", failure);
    }
}
