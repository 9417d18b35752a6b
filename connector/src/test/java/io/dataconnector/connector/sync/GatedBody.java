package io.dataconnector.connector.sync;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/** The body of a page that does something once, as soon as so many bytes of it have been read. */
final class GatedBody extends FilterInputStream {
    private final Runnable action;
    private long bytesLeft;
    private boolean isDone;

    GatedBody(InputStream body, long bytes, Runnable action) {
        super(body);
        bytesLeft = bytes;
        this.action = action;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        bytesLeft -= read;
        if (bytesLeft <= 0 && !isDone) {
            isDone = true;
            action.run();
        }
        return read;
    }

    /** Waits for an event, whatever happens to this thread: as for a server. */
    static void await(CountDownLatch event) {
        boolean isInterrupted = false;
        while (true) {
            try {
                event.await();
                break;
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the others. */
    static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
