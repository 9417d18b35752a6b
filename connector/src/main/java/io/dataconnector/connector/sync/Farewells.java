package io.dataconnector.connector.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Last requests that go out side by side, so that each has all of the little time that there is. */
final class Farewells {
    /** For how long all of a stream are waited for together: a signal gives a read little more than this to come to its end. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    private Farewells() {}

    /**
     * Sends them, and waits until all have been sent, also if this thread is or gets interrupted, whose interrupt status
     * stays as it is. Those that take longer are interrupted.
     *
     * @param requests each sends one
     * @param limit for how long all of them are waited for together
     */
    static void send(List<Runnable> requests, Duration limit) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable request : requests) {
            Thread thread = new Thread(request, "job farewell");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        long end = System.nanoTime() + limit.toNanos();
        boolean isInterrupted = false;
        for (Thread thread : threads) {
            isInterrupted |= join(thread, end);
            thread.interrupt();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a thread until an instant of {@link System#nanoTime}; returns whether this one was interrupted. */
    private static boolean join(Thread thread, long end) {
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return isInterrupted;
            }
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        return isInterrupted;
    }
}
