package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * The calls that are under way, from before the connection to the end of the body, and the waits between them: all of
 * them end at once when the program is to end.
 */
final class LiveCalls extends EventListener implements Pauses {
    /** How long what is to be finished may take when nobody wants it any more: less than a read takes to let workers go. */
    private static final Duration LIMIT_IF_UNWANTED = Duration.ofSeconds(20);
    /** And when the program is to end: a signal gives a read little more than this. */
    private static final Duration LIMIT_IF_STOPPED = Duration.ofSeconds(1);

    private final Pauses pauses;
    /** Each with the thread that makes it. */
    private final Map<Call, Thread> calls = new ConcurrentHashMap<>();
    /** What another client does for calls of this one, until the end of the body, and what ends it. */
    private final Map<Call, Other> others = new ConcurrentHashMap<>();
    /** The threads whose calls are finished though nobody waits for them. */
    private final Set<Thread> finishing = ConcurrentHashMap.newKeySet();
    /** Guarded by itself, with the changes of {@link #isStopped}. */
    private final Set<Thread> waiting = new HashSet<>();

    private volatile boolean isStopped;

    /** What another client does, for the thread that waits for it. */
    private record Other(Thread maker, Runnable cancel) {}

    /** @param pauses the clocks, and the waits of tests */
    LiveCalls(Pauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public void callStart(Call call) {
        Thread current = Thread.currentThread();
        calls.put(call, current);
        // Only now: who ends calls says so first, and then looks for them.
        if (isStopped || current.isInterrupted()) {
            call.cancel();
        }
    }

    @Override
    public void callEnd(Call call) {
        calls.remove(call);
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        calls.remove(call);
    }

    /**
     * Another client does what a call is for.
     *
     * @param cancel ends it; it takes the place of an earlier one
     */
    void begin(Call call, Runnable cancel) {
        Thread current = Thread.currentThread();
        others.put(call, new Other(current, cancel));
        if (call.isCanceled()) {
            cancel.run();
        } else if (isStopped || current.isInterrupted()) {
            call.cancel();
        }
    }

    /** What another client did for a call has come to its end. */
    void end(Call call) {
        others.remove(call);
    }

    @Override
    public void canceled(Call call) {
        Other other = others.get(call);
        if (other != null) {
            other.cancel().run();
        }
    }

    /**
     * Does something whose calls are not ended with this thread, in another one. It has an end all the same: a while after
     * this thread has been interrupted, or shortly after the stop.
     */
    <T> T finish(Supplier<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            // It has not begun, and will not.
            return work.get();
        }
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = daemon(task);
        finishing.add(thread);
        boolean isInterrupted = false;
        try {
            thread.start();
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                    endAfter(LIMIT_IF_UNWANTED, thread);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } finally {
            finishing.remove(thread);
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void endAfter(Duration limit, Thread thread) {
        daemon(() -> {
                    try {
                        thread.join(limit.toMillis());
                        end(thread);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "login");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends all calls and waits, and those that begin later; what is to be finished has a moment for that. */
    void stop() {
        synchronized (waiting) {
            isStopped = true;
            waiting.forEach(Thread::interrupt);
        }
        calls.forEach((call, maker) -> {
            if (finishing.contains(maker)) {
                endAfter(LIMIT_IF_STOPPED, maker);
            } else {
                call.cancel();
            }
        });
        others.keySet().forEach(Call::cancel);
    }

    /** Interrupts a thread and ends its call, since waiting for a socket cannot be interrupted. */
    void end(Thread thread) {
        thread.interrupt();
        calls.forEach((call, maker) -> {
            if (maker.equals(thread)) {
                call.cancel();
            }
        });
        others.forEach((call, other) -> {
            if (other.maker().equals(thread)) {
                call.cancel();
            }
        });
    }

    boolean isStopped() {
        return isStopped;
    }

    @Override
    public Instant now() {
        return pauses.now();
    }

    @Override
    public long nanoTime() {
        return pauses.nanoTime();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread current = Thread.currentThread();
        synchronized (waiting) {
            if (isStopped) {
                throw new InterruptedException("the requests were stopped");
            }
            waiting.add(current);
        }
        try {
            pauses.pause(duration);
        } finally {
            synchronized (waiting) {
                waiting.remove(current);
            }
        }
    }
}
