package io.dataconnector.normalizer.run;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads that share the work of a run, one for each processor. */
final class Workers implements AutoCloseable {
    /** More would need more memory than they save time. */
    private static final int MAX_THREADS = 16;

    private static final int MAX_SECONDS_TO_END = 60;

    private final int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
    private final ExecutorService executor = Executors.newFixedThreadPool(threads, Workers::daemon);

    /** A thread that does not keep the process from ending. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "worker");
        thread.setDaemon(true);
        return thread;
    }

    int threads() {
        return threads;
    }

    <T> Future<T> submit(Callable<T> work) {
        return executor.submit(work);
    }

    /** Waits for a part of the work, and throws what it has thrown. */
    static <T> T join(Future<T> work) throws IOException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the run was interrupted", e);
        }
    }

    /** Ends the threads: afterwards none of them is at work. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(MAX_SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the workers do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
