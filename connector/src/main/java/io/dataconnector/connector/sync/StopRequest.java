package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to shut a read down gracefully: no further record is scanned, but the records scanned so far and the final
 * messages of every stream are written. It comes from outside, by a signal, or from a failure that ends the whole read.
 * Thread-safe.
 */
public final class StopRequest {
    /** Written under the lock, but read without it, for every record. */
    private volatile boolean isRequested;

    private Runnable action = () -> {};
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * Has an action run once, as soon as the stop is requested: now if it has been. It takes the place of an earlier
     * one.
     */
    void onRequest(Runnable newAction) {
        requireNonNull(newAction, "newAction is null");
        synchronized (this) {
            if (!isRequested) {
                action = newAction;
                return;
            }
        }
        newAction.run();
    }

    /** Checked for every record. */
    boolean isRequested() {
        return isRequested;
    }

    /** Requests the stop, without waiting for it. */
    void request() {
        Runnable due;
        synchronized (this) {
            isRequested = true;
            due = action;
            action = () -> {};
        }
        // Without the lock: it may take others.
        due.run();
    }

    /** Reports that the read has written its last message. */
    public void done() {
        done.countDown();
    }

    /**
     * Requests the stop and waits until the read is done, with a timeout, because the reader of the output may have
     * stopped reading.
     *
     * @return whether the read is done
     */
    public boolean requestAndWait(long millis) throws InterruptedException {
        request();
        return done.await(millis, TimeUnit.MILLISECONDS);
    }
}
