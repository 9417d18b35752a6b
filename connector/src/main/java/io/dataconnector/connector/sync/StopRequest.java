package io.dataconnector.connector.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request from outside, by a signal, that a read should end early and in order: no further record is
 * scanned, and what has been, and every stream's last word, is written.
 */
public final class StopRequest {
    private volatile boolean isRequested;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Runnable action = () -> {};

    /** Has an action run as soon as the stop is requested, now if it has been; it takes the place of an earlier one. */
    void onRequest(Runnable newAction) {
        action = newAction;
        if (isRequested) {
            newAction.run();
        }
    }

    /** Asked for every record. */
    boolean isRequested() {
        return isRequested;
    }

    /** Says that the read has written its last message. */
    public void done() {
        done.countDown();
    }

    /**
     * Requests the stop and waits until the read is done, or for a time at most: whoever reads the output
     * may take no more of it.
     *
     * @return whether the read is done
     */
    public boolean requestAndWait(long millis) throws InterruptedException {
        isRequested = true;
        action.run();
        return done.await(millis, TimeUnit.MILLISECONDS);
    }
}
