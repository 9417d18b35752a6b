package io.dataconnector.normalizer.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.output.OutputFolder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the end of the process means for the run in progress. Before the results are committed, they are
 * removed, and the tables are left as they were. Once they are committed, the run has succeeded, and a signal
 * that comes now does not change that. While they are being committed, the end waits.
 */
final class Termination {
    private static final int SUCCESS = 0;
    private static final long MAX_SECONDS_TO_PRINT = 1;

    private volatile Optional<OutputFolder> output = Optional.empty();
    private final CountDownLatch isPrinted = new CountDownLatch(1);

    /** A run begins to write its results. */
    void runBegins(OutputFolder folder) {
        output = Optional.of(requireNonNull(folder, "folder is null"));
    }

    /** Everything that the run has to say has been printed. */
    void runEnds() {
        isPrinted.countDown();
    }

    /**
     * To be called when the process is about to end, by a thread other than that of the run.
     *
     * @return the exit status of a run that has succeeded
     */
    OptionalInt processEnds() {
        Optional<OutputFolder> folder = output;
        folder.ifPresent(OutputFolder::close);
        if (folder.isEmpty() || !folder.get().isCommitted()) {
            return OptionalInt.empty();
        }
        try {
            // The summary may be cut off after that: the run has succeeded in any case.
            isPrinted.await(MAX_SECONDS_TO_PRINT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OptionalInt.of(SUCCESS);
    }
}
