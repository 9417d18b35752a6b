package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageReader;
import io.dataconnector.connector.page.PageRecord;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.scan.TimestampReader;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page on its way: a worker reads it and makes blocks of RECORD messages of what the cursor filter lets
 * pass, and the reader of the stream takes them when it is the page's turn. When a few blocks are full,
 * the worker waits for that turn, so a page takes no more memory than these, whatever its size.
 */
final class PageScan {
    /** Stands behind the last block. */
    private static final RecordBlock END = new RecordBlock();

    private final String token;
    private final Supplier<Optional<Page>> opener;
    private final CursorFilter filter;
    private final RecordEnvelope envelope;
    private final StopRequest stop;

    private final Deque<RecordBlock> spareBlocks;
    private final Semaphore permits;
    private final BlockingQueue<RecordBlock> full;
    private final CountDownLatch isOpened = new CountDownLatch(1);
    private volatile boolean isCancelled;

    // The worker's, until the end has been taken.
    private final TimestampReader timestamp = new TimestampReader();
    private final MaxCursor maxCursor = new MaxCursor();
    private final PageTally tally = new PageTally();
    private Optional<String> name = Optional.empty();
    private @Nullable RecordBlock block;
    private Optional<String> nextToken = Optional.empty();
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    /**
     * @param opener opens the page, if it is there
     * @param spareBlocks of all pages; used by several threads
     * @param maxBlocks how many blocks may wait until the page's turn comes
     */
    PageScan(
            String token,
            Supplier<Optional<Page>> opener,
            CursorFilter filter,
            RecordEnvelope envelope,
            StopRequest stop,
            Deque<RecordBlock> spareBlocks,
            int maxBlocks) {
        this.token = requireNonNull(token, "token is null");
        this.opener = requireNonNull(opener, "opener is null");
        this.filter = requireNonNull(filter, "filter is null");
        this.envelope = requireNonNull(envelope, "envelope is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.spareBlocks = requireNonNull(spareBlocks, "spareBlocks is null");
        permits = new Semaphore(maxBlocks);
        full = new ArrayBlockingQueue<>(maxBlocks + 1);
    }

    String token() {
        return token;
    }

    /** Waits until the page is open, and says whether it could be opened. */
    boolean isThere() {
        try {
            isOpened.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return name.isPresent();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    /** What the page is to the user, once it is there. */
    String name() {
        return name.orElse(token);
    }

    /** Opens the page, reads it and closes it. */
    void run(PageReader reader) {
        try {
            Optional<Page> page = isCancelled ? Optional.empty() : opener.get();
            name = page.map(Page::name);
            isOpened.countDown();
            if (page.isPresent()) {
                read(page.get(), reader);
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            error = e;
        } finally {
            isOpened.countDown();
            handOver();
            full.add(END);
        }
    }

    /** Ends a page that could not be begun. */
    void end(Error cause) {
        error = cause;
        isOpened.countDown();
        full.offer(END);
    }

    private void read(Page page, PageReader reader) {
        try (page) {
            nextToken = reader.read(page, this::accept);
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + page.name() + " cannot be closed: " + IoFault.describe(e) + ".",
                    e);
        } finally {
            tally.setBytes(reader.bytesRead());
        }
    }

    private void accept(PageRecord record) {
        if (stop.isRequested() || isCancelled) {
            throw stopped();
        }
        if (!record.readCursor(timestamp)) {
            tally.countUnreadableCursor(record);
        } else if (filter.passes(timestamp)) {
            maxCursor.raiseTo(timestamp, record);
        } else {
            tally.countSkipped();
            return;
        }
        append(envelope.prefix(), 0, envelope.prefix().length);
        append(record.bytes(), record.from(), record.to());
        append(envelope.suffix(), 0, envelope.suffix().length).endRecord();
    }

    private static ConnectorException stopped() {
        return new ConnectorException(
                FailureType.TRANSIENT_ERROR,
                "The read was stopped by a signal. Run it again with the last state to go on.");
    }

    /** Appends bytes to as many blocks as they need, and answers the last of these. */
    private RecordBlock append(byte[] bytes, int from, int to) {
        RecordBlock current = block == null ? nextBlock() : block;
        int at = current.append(bytes, from, to);
        while (at < to) {
            handOver();
            current = nextBlock();
            at = current.append(bytes, at, to);
        }
        return current;
    }

    private RecordBlock nextBlock() {
        permits.acquireUninterruptibly();
        if (isCancelled) {
            throw stopped();
        }
        RecordBlock spare = spareBlocks.poll();
        RecordBlock next = spare == null ? new RecordBlock() : spare;
        block = next;
        return next;
    }

    private void handOver() {
        if (block != null) {
            full.add(block);
            block = null;
        }
    }

    /** Takes the next block, which is to be given back; nothing behind the last one. */
    Optional<RecordBlock> take() {
        try {
            RecordBlock next = full.take();
            return next == END ? Optional.empty() : Optional.of(next);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Gives a block back to be filled again. */
    void giveBack(RecordBlock taken) {
        taken.clear();
        // The one that was used last is the likeliest to be in the processor's cache.
        spareBlocks.push(taken);
        permits.release();
    }

    /** Ends the scan, because nobody will take what it makes. */
    void cancel() {
        isCancelled = true;
        // It may wait for a block.
        permits.release();
    }

    /** What the page had, once its end has been taken. */
    PageTally tally() {
        return tally;
    }

    /** The greatest cursor of the page, once its end has been taken. */
    MaxCursor maxCursor() {
        return maxCursor;
    }

    /**
     * The token of the next page, once the end has been taken.
     *
     * @throws ConnectorException if the page could not be read to its end
     */
    Optional<String> nextToken() {
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
        return nextToken;
    }
}
