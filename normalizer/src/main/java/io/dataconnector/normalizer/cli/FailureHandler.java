package io.dataconnector.normalizer.cli;

import io.dataconnector.core.cli.Quantity;
import io.dataconnector.core.fault.PathFault;
import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CancellationException;
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
        } else if (failure instanceof CancellationException) {
            err.println("normalizer: The run was interrupted; the tables were left as they are.");
        } else if (isOutOfMemory(failure)) {
            err.println("normalizer: The heap is too small, " + Quantity.grouped(maxHeapBytes() >> 20)
                    + " MB. It must hold the longest line of the inputs, and the row that is made of it, about ten"
                    + " times. Raise it with -Xmx.");
        } else {
            err.println("normalizer: The run failed with an unexpected error. Please report this:");
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private static long maxHeapBytes() {
        return Runtime.getRuntime().maxMemory();
    }

    /** Also if memory ran out while a class was being initialized: of that error, the JVM keeps only the text. */
    private static boolean isOutOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || isOutOfMemoryOfInitializer(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutOfMemoryOfInitializer(Throwable failure) {
        return failure instanceof ExceptionInInitializerError
                && String.valueOf(failure.getMessage()).contains(OutOfMemoryError.class.getName());
    }
}
