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
    /** Guarded by itself, with the changes of {@link #isStopped}. */
    private final Set<Thread> waiting = new HashSet<>();

    private volatile boolean isStopped;

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

    /** Ends all calls and waits, and those that begin later. */
    void stop() {
        synchronized (waiting) {
            isStopped = true;
            waiting.forEach(Thread::interrupt);
        }
        calls.keySet().forEach(Call::cancel);
    }

    /** Interrupts a thread and ends its call, since waiting for a socket cannot be interrupted. */
    void end(Thread thread) {
        thread.interrupt();
        calls.forEach((call, maker) -> {
            if (maker.equals(thread)) {
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
