package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
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
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    /** Guarded by itself, with the changes of {@link #isStopped}. */
    private final Set<Thread> waiting = new HashSet<>();

    private volatile boolean isStopped;

    /** @param pauses the clocks, and the waits of tests */
    LiveCalls(Pauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public void callStart(Call call) {
        calls.add(call);
        if (isStopped) {
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
        calls.forEach(Call::cancel);
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
