package io.dataconnector.normalizer.cli;

import io.dataconnector.core.fault.PathFault;
import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what ends a run into a message for its user and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {
    private static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure, command.getErr());
    }

    int handle(Throwable failure, PrintWriter err) {
        if (failure instanceof NormalizerException) {
            err.println("normalizer: " + failure.getMessage());
        } else if (failure instanceof InvalidPathException path && PathFault.isOfLocale(path)) {
            err.println("normalizer: The path " + path.getInput() + " cannot be used: it " + PathFault.describe(path)
                    + ".");
        } else if (failure instanceof OutOfMemoryError) {
            err.println("normalizer: The heap is too small for the longest line. Raise it with -Xmx.");
        } else {
            err.println("normalizer: The run failed in a way that the program does not know. Please report this:");
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }
}
