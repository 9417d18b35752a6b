package io.dataconnector.normalizer.cli;

import io.dataconnector.normalizer.NormalizerException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what ends a run into a message for its user and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {
    private static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof NormalizerException) {
            command.getErr().println("normalizer: " + failure.getMessage());
        } else {
            command.getErr().println("normalizer: failed in a way that it does not know. Please report this:");
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return FAILED;
    }
}
