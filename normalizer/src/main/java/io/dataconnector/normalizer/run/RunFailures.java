package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.output.OutputFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** What the failures within a run mean to its user. */
public final class RunFailures {
    private RunFailures() {}

    /** Something that reads inputs and writes to the output folder. */
    public interface Run<T> {
        /** Does it. */
        T run() throws IOException;
    }

    /**
     * Runs something.
     *
     * @throws NormalizerException if an input cannot be read or an output cannot be written
     * @throws CancellationException if this thread is interrupted
     */
    public static <T> T translated(OutputFolder output, Run<T> run) {
        try {
            return run.run();
        } catch (RawInputException e) {
            throw NormalizerException.of(e);
        } catch (IOException e) {
            throw failure(output, e);
        } catch (UncheckedIOException e) {
            throw failure(output, requireNonNull(e.getCause(), "cause is null"));
        }
    }

    /** A thread that is interrupted while it reads or writes a file finds the file closed. */
    private static RuntimeException failure(OutputFolder output, IOException e) {
        if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
            return interrupted(e);
        }
        return output.failure(e);
    }

    static CancellationException interrupted(Exception cause) {
        CancellationException interrupted = new CancellationException("the run was interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }
}
