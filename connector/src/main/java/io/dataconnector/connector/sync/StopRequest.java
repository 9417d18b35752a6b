package io.dataconnector.connector.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request from outside, by a signal, to shut a read down gracefully: no further record is scanned, but the records
 * scanned so far and the final messages of every stream are written.
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

    /** Checked for every record. */
    boolean isRequested() {
        return isRequested;
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
        isRequested = true;
        action.run();
        return done.await(millis, TimeUnit.MILLISECONDS);
    }
}
