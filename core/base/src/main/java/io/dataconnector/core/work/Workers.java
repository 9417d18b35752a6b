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

/** The threads that share the work of a program. They do not keep the process from ending. */
public final class Workers implements AutoCloseable {
    private static final int MAX_SECONDS_TO_END = 60;

    private final int threads;
    private final ExecutorService executor;

    /**
     * @param name of the threads, for a person who looks at them
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

    /** Has a part of the work done by the next thread that is free. */
    public <T> Future<T> submit(Callable<T> work) {
        return executor.submit(work);
    }

    /**
     * Waits for a part of the work, and throws what it has thrown.
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
     * Ends the threads, whatever they are at: afterwards none of them is at work. An interrupt does not cut the wait
     * short, since what the threads work on is closed next; the thread that closes is interrupted afterwards.
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
