package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageMemory;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.source.record.DeclaredTimestamps;
import io.dataconnector.core.fault.IoFault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scan of one page: a worker opens and reads it and fills blocks with RECORD messages for the records that pass the
 * cursor filter; the reader of the stream takes the blocks when it is the page's turn. Until then the worker waits if
 * it cannot get more memory, and gives up what it has if a current page needs it.
 */
final class PageScan implements PageMemory {
    private final StreamPage page;
    private final PageSource pages;
    private final RecordSelection selection;
    private final RecordEnvelope envelope;
    private final StopRequest stop;
    private final ScanMemory memory;

    // Guarded by the memory's lock.
    private final Deque<RecordBlock> full = new ArrayDeque<>();
    private boolean isCurrent;
    private boolean isOpened;
    private boolean isDone;
    private boolean isLent;
    private int blocks;
    private long bufferBytes;
    private @Nullable Thread worker;

    /** Written under the lock, but read without it, for every record. */
    private volatile boolean isUnwanted;

    // Owned by the worker, until the page is open or the end has been taken.
    private volatile String name;
    private Optional<Page> opened = Optional.empty();
    /** What else it consists of, by the requests for it. */
    private final Map<StreamPage, Page> others = new LinkedHashMap<>();
    /** Whether it is a part of what has been read already, and nothing of the source. */
    private boolean isEmbedded;

    private @Nullable RecordBlock block;
    private long heldToTheEnd;
    private Optional<JsonNode> nextToken = Optional.empty();
    private @Nullable Throwable failure;

    PageScan(
            StreamPage page,
            PageSource pages,
            CursorFilter filter,
            Optional<DeclaredTimestamps> inUtc,
            RecordEnvelope envelope,
            StopRequest stop,
            ScanMemory memory) {
        this.page = requireNonNull(page, "page is null");
        this.pages = requireNonNull(pages, "pages is null");
        selection = new RecordSelection(page, filter, inUtc, this::emit);
        this.envelope = requireNonNull(envelope, "envelope is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.memory = requireNonNull(memory, "memory is null");
        name = page.name();
    }

    StreamPage page() {
        return page;
    }

    /** The name of the page in messages, once it is open. */
    String name() {
        return name;
    }

    // What the worker does.

    /** Opens the page, reads it and closes it. A failure is rethrown where the end of the scan is taken. */
    void run(Supplier<PageContent> contents) {
        synchronized (memory) {
            worker = Thread.currentThread();
        }
        try {
            Optional<Page> found = isUnwanted ? Optional.empty() : open();
            if (found.isPresent()) {
                try (Page open = found.get()) {
                    announce(open);
                    read(open, contents.get());
                }
            }
        } catch (IOException e) {
            failure = new ConnectorException(
                    FailureType.SYSTEM_ERROR, "Page " + name + " cannot be closed: " + IoFault.describe(e) + ".", e);
        } catch (OutOfMemoryError e) {
            // Stays if there is not even memory for the message.
            failure = e;
            failure = new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "The heap is too small for the scan of page " + name + ". Raise it with -Xmx.",
                    e);
        } catch (Throwable e) {
            // A request that the stop ended has failed for no other reason.
            failure = stop.isRequested() ? stopped() : e;
        } finally {
            end();
        }
    }

    private Optional<Page> open() {
        Optional<Page> embedded = page.embedded();
        isEmbedded = embedded.isPresent();
        return isEmbedded ? embedded : pages.open(page);
    }

    /** Opens what else the page consists of. */
    private Page openOther(StreamPage part) {
        Page other = pages.open(part)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        "Page " + pages.locate(part) + " does not exist, which belongs to " + name + ". "
                                + pages.adviceIfMissing()));
        others.put(part, other);
        return other.withBody(new WatchedBody(other.body()));
    }

    private void announce(Page open) {
        name = open.name();
        synchronized (memory) {
            opened = Optional.of(open);
            isOpened = true;
            memory.notifyAll();
        }
    }

    private void read(Page open, PageContent content) {
        try {
            nextToken =
                    content.read(open.withBody(new WatchedBody(open.body())), page, this, selection, this::openOther);
        } finally {
            selection.tally().setBytes(content.bytesRead());
        }
    }

    /** Ends the scan between two reads if it is no longer wanted: a page may go on for a long time without a record. */
    private final class WatchedBody extends FilterInputStream {
        WatchedBody(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            requireWanted();
            return super.read(bytes, from, length);
        }
    }

    private void end() {
        synchronized (memory) {
            if (block != null) {
                full.add(block);
                block = null;
            }
            isOpened = true;
            isDone = true;
            worker = null;
            if (heldToTheEnd > 0) {
                giveBack(heldToTheEnd);
            }
            if (isUnwanted) {
                discard();
                drop();
            }
            memory.removeCurrent(this);
        }
    }

    private void emit(byte[] bytes, int from, int to) {
        requireWanted();
        RecordBlock current = block;
        if (current == null || !current.append(envelope, bytes, from, to)) {
            appendToNextBlock(bytes, from, to);
        }
    }

    /**
     * Throws if the scan is to end.
     *
     * @throws ConnectorException if the whole read is to end
     */
    void requireWanted() {
        if (stop.isRequested()) {
            throw stopped();
        }
        if (isUnwanted) {
            throw new CancellationException("the page is no longer wanted");
        }
    }

    /** What ends a read that a signal has stopped. */
    static ConnectorException stopped() {
        return new ConnectorException(
                FailureType.TRANSIENT_ERROR,
                "The read was stopped by a signal. Run it again with the last state to resume.");
    }

    private void appendToNextBlock(byte[] bytes, int from, int to) {
        handOver();
        if (!RecordBlock.canHold(envelope, to - from)) {
            lend(RecordBlock.ofOne(envelope, bytes, from, to));
            return;
        }
        RecordBlock next;
        synchronized (memory) {
            next = memory.takeBlock(this);
            blocks++;
        }
        block = next;
        next.append(envelope, bytes, from, to);
    }

    private void handOver() {
        if (block != null) {
            synchronized (memory) {
                full.add(block);
                memory.notifyAll();
            }
            block = null;
        }
    }

    /** Waits until a record that is too large for a block has been written from the buffer of the page. */
    private void lend(RecordBlock one) {
        synchronized (memory) {
            full.add(one);
            isLent = true;
            memory.notifyAll();
            while (isLent) {
                requireWanted();
                memory.await();
            }
        }
    }

    @Override
    public long take(long min, long wanted) {
        // There may be no memory until the reader of the stream has written it.
        handOver();
        synchronized (memory) {
            long bytes = memory.takeForBuffer(this, min, wanted);
            bufferBytes += bytes;
            return bytes;
        }
    }

    @Override
    public void giveBack(long bytes) {
        synchronized (memory) {
            bufferBytes -= bytes;
            memory.giveBack(bytes);
        }
    }

    /** Once the page is closed: another page must not fill the heap while this one still refers to its buffer. */
    @Override
    public void giveBackAtEnd(long bytes) {
        heldToTheEnd += bytes;
    }

    // What the memory asks, with its lock.

    boolean isCurrent() {
        return isCurrent;
    }

    /** Whether it may take more memory: it has neither come to its end nor been told to end. */
    boolean isUnderWay() {
        return !isDone && !isUnwanted;
    }

    /** How many blocks the page holds, full or being filled. */
    int blocks() {
        return blocks;
    }

    /** How many bytes its buffer has taken. */
    long bufferBytes() {
        return bufferBytes;
    }

    /** Whether the scan has anything to give up that it is not already about to. */
    boolean hasMemory() {
        return !isUnwanted && (blocks > 0 || bufferBytes > 0);
    }

    private void drop() {
        opened.ifPresent(pages::drop);
        others.values().forEach(pages::drop);
    }

    private void discard() {
        for (RecordBlock unwanted : full) {
            recycle(unwanted);
        }
        full.clear();
    }

    private void recycle(RecordBlock written) {
        if (written.isReusable()) {
            blocks--;
            memory.giveBack(written);
        } else {
            isLent = false;
            memory.notifyAll();
        }
    }

    // What the reader of the stream does.

    /** Makes this the current page, unless it had to give up its memory. */
    boolean becomeCurrent() {
        synchronized (memory) {
            memory.makeCurrent(this);
            isCurrent = true;
            return !isUnwanted;
        }
    }

    /**
     * Waits until it is known whether the page exists, and returns when it was opened if it does.
     *
     * @throws ConnectorException if it cannot be opened
     */
    Optional<Instant> openedAt() {
        synchronized (memory) {
            while (!isOpened) {
                memory.await();
            }
            if (opened.isEmpty()) {
                rethrow();
            }
            return opened.map(Page::openedAt);
        }
    }

    /** Takes the next block, which must be given back; empty after the last one. */
    Optional<RecordBlock> takeBlock() {
        synchronized (memory) {
            while (full.isEmpty() && !isDone) {
                memory.await();
            }
            return Optional.ofNullable(full.poll());
        }
    }

    /** Gives back a block that has been written. */
    void giveBack(RecordBlock written) {
        synchronized (memory) {
            recycle(written);
        }
    }

    /**
     * Ends the scan, because its result is not needed.
     *
     * @return whether it has given back all its memory
     */
    boolean cancel() {
        synchronized (memory) {
            isUnwanted = true;
            if (isDone) {
                discard();
                drop();
            } else if (worker != null) {
                // With the lock, so that the worker cannot have gone on to another page.
                pages.abandon(worker);
            }
            memory.removeCurrent(this);
            return isDone;
        }
    }

    /**
     * The token of the next page, if the scan has come to its end without a failure: then it can be asked for while blocks
     * of this page are still to be taken.
     */
    Optional<JsonNode> tokenIfKnown() {
        synchronized (memory) {
            return isDone && failure == null ? nextToken : Optional.empty();
        }
    }

    /**
     * Tells the source that the page belongs to the walk, once its end has been taken without a failure.
     *
     * @throws ConnectorException if the source cannot do with it what it is for
     */
    void keep() {
        if (!isEmbedded) {
            opened.ifPresent(open -> pages.keep(page, open));
        }
        others.forEach(pages::keep);
    }

    /** Whether it was answered by something that counts as no page, once it is open. */
    boolean isIgnored() {
        return opened.filter(Page::isIgnored).isPresent();
    }

    /** The counts of the page, once its end has been taken. */
    PageTally tally() {
        return selection.tally();
    }

    /** The order of the records, once the end of the page has been taken; empty where nothing depends on it. */
    Optional<CursorOrder> order() {
        return selection.order();
    }

    /** The greatest cursor of the page, once its end has been taken. */
    MaxCursor maxCursor() {
        return selection.maxCursor();
    }

    /**
     * The token of the next page, once the end has been taken.
     *
     * @throws ConnectorException if the page could not be read to its end
     */
    Optional<JsonNode> nextToken() {
        rethrow();
        return nextToken;
    }

    private void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
