package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * The calls that are under way, from before the connection to the end of the body, and the waits between them: all of
 * them end at once when the program is to end.
 */
final class LiveCalls extends EventListener implements Pauses {
    private final Pauses pauses;
    /** Each with the thread that makes it. */
    private final Map<Call, Thread> calls = new ConcurrentHashMap<>();
    /** What another client does for calls of this one, until the end of the body, and what ends it. */
    private final Map<Call, Other> others = new ConcurrentHashMap<>();
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

    /** Ends all calls and waits, and those that begin later. */
    void stop() {
        synchronized (waiting) {
            isStopped = true;
            waiting.forEach(Thread::interrupt);
        }
        calls.keySet().forEach(Call::cancel);
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
