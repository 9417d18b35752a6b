package io.dataconnector.core.work;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A pool of daemon threads that share the work of a program. */
public final class Workers implements AutoCloseable {
    private static final int MAX_SECONDS_TO_END = 60;

    private final int threads;
    private final ExecutorService executor;

    /**
     * @param name the name of the threads, for thread dumps
     * @param threads how many there are, at least one
     */
    public Workers(String name, int threads) {
        requireNonNull(name, "name is null");
        this.threads = threads;
        executor = Executors.newFixedThreadPool(threads, work -> daemon(name, work));
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    public int threads() {
        return threads;
    }

    /** Submits a task to the next free thread. */
    public <T> Future<T> submit(Callable<T> work) {
        return executor.submit(work);
    }

    /**
     * Waits for a task, and rethrows what it has thrown.
     *
     * @throws CancellationException if this thread is interrupted while it waits
     */
    public static <T> T join(Future<T> work) throws IOException {
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
            CancellationException interrupted = new CancellationException("the work was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /**
     * Interrupts the threads and waits until none of them is running. Interrupting the caller does not cut the wait
     * short, since what the threads work on is closed next; the caller's interrupt status is restored afterwards.
     */
    @Override
    public void close() {
        executor.shutdownNow();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS_TO_END);
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    if (!executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        throw new IllegalStateException("the workers do not end");
                    }
                    return;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
