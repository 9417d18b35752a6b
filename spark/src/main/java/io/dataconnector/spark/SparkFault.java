package io.dataconnector.spark;

import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.IOException;

/** What ends a job, on one line. */
final class SparkFault {
    private static final String SUPPORTED = "4.";

    private SparkFault() {}

    /** @throws NormalizerException if the program cannot run on a version of Spark */
    static void requireVersion(String version) {
        if (!version.startsWith(SUPPORTED)) {
            throw new NormalizerException(
                    Category.INPUT,
                    "This is Spark " + version
                            + ", and the program needs Spark 4 with Scala 2.13. Submit it with that.");
        }
    }

    /** What went wrong. The logs of Spark have the rest. */
    static String describe(Throwable failure) {
        Throwable cause = failure;
        while (!isForUser(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (isForUser(cause)) {
            return String.valueOf(cause.getMessage());
        }
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof IOException io) {
            reason = HadoopPaths.describe(io);
        }
        return "The job failed, and the tables were left as they are: " + HadoopPaths.firstLine(reason)
                + ". The log of Spark has the details.";
    }

    private static boolean isForUser(Throwable cause) {
        return cause instanceof NormalizerException || cause instanceof RawInputException;
    }
}
