package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.core.memory.MemoryBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The memory of all page scans of a read: blocks of records, and buffers that have grown. Each stream has one current
 * page, which always makes progress in the end; a page ahead that gets no memory waits for its turn.
 *
 * <p>The rule:
 *
 * <ul>
 * <li>A share is reserved for the current page of every stream: {@value #BLOCKS_OF_SHARE} blocks, and some memory for its
 * buffer. Nothing else is taken from that.
 * <li>The buffer of one current page at a time may be larger than its share, and may then have all that is not reserved.
 * Others that need more than their share wait until that one is back within its own, in the order of their requests.
 * <li>Everything else is lent: the memory of pages ahead, and further blocks of current pages. While a current page
 * waits, no more is lent; pages ahead give up theirs, the last one first, those of later slices before all others, and are
 * scanned again when their turn comes.
 * A page ahead whose buffer is larger than a share becomes a current one only if no other is; until then it can be
 * revoked.
 * </ul>
 *
 * <p>Why nobody waits for ever: what is lent comes back without anybody getting more, because a page ahead that is
 * revoked ends, and a block of a current page is written by the reader of its stream, who needs no memory. So current
 * pages get what is within their shares. The one page that is larger gets all the rest, since nothing of that is with
 * other current pages, and comes to its end without waiting for any of them; then the next one does. A page that fails
 * or is cancelled gives back everything.
 *
 * <p>Its lock guards everything that scans share with the reader of their stream. It is taken once per block, not once
 * per record.
 */
final class ScanMemory {
    /** One block to be filled while the other one is written. */
    private static final int BLOCKS_OF_SHARE = 2;
    /** The shares of several streams for their buffers together are one part in this many of the memory. */
    private static final int PARTS_FOR_BUFFERS = 8;
    /** How many blocks of a page may be full or being filled. */
    private static final int MAX_BLOCKS_OF_PAGE = 16;
    /** The blocks of all scanned pages together take at most one part in this many of the memory. */
    private static final int PARTS_FOR_BLOCKS = 4;

    private final MemoryBudget budget;
    private final long reservedBytes;
    private final int maxBlocksOfPage;
    private final BufferGrowth growth;
    private final Deque<RecordBlock> spareBlocks = new ArrayDeque<>();
    /** Pages of current slices; those of each stream in the order of their turns. */
    private final Deque<PageScan> ahead = new ArrayDeque<>();
    /** First pages of later slices, in the same order. All pages of a current slice have their turns before them. */
    private final Deque<PageScan> ofLaterSlices = new ArrayDeque<>();

    /**
     * @param streams how many streams are read at the same time
     * @param maxPages how many pages of a stream are scanned at most, the current one and those ahead
     */
    ScanMemory(MemoryBudget budget, int streams, int maxPages) {
        this.budget = requireNonNull(budget, "budget is null");
        long blocks = budget.bytes() / PARTS_FOR_BLOCKS / RecordBlock.CAPACITY / streams / maxPages;
        maxBlocksOfPage = (int) Math.max(BLOCKS_OF_SHARE, Math.min(MAX_BLOCKS_OF_PAGE, blocks));
        // A stream that is read alone has everything anyway.
        long bufferShare = streams == 1 ? 0 : budget.bytes() / PARTS_FOR_BUFFERS / streams;
        reservedBytes = streams * ((long) BLOCKS_OF_SHARE * RecordBlock.CAPACITY + bufferShare);
        growth = new BufferGrowth(bufferShare, budget.bytes() - reservedBytes + bufferShare);
    }

    /**
     * How many streams can be read side by side in a budget, at least one: so many that what each of them always needs,
     * also for the initial buffers of its pages, which are not counted, is a small part of it.
     */
    static int maxStreams(MemoryBudget budget, int maxPages) {
        long bytesOfStream = (long) (BLOCKS_OF_SHARE + maxPages) * RecordBlock.CAPACITY;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, budget.bytes() / PARTS_FOR_BLOCKS / bytesOfStream));
    }

    /** How many pages of each of so many streams can be scanned at once in a budget, by the same rule; may be less than one. */
    static int maxPages(MemoryBudget budget, int streams) {
        long blocksOfStream = budget.bytes() / PARTS_FOR_BLOCKS / RecordBlock.CAPACITY / streams;
        return (int) Math.min(Integer.MAX_VALUE, blocksOfStream - BLOCKS_OF_SHARE);
    }

    /** Adds a page of the current slice of its stream to those ahead, after those that have their turn earlier. */
    synchronized void addAhead(PageScan scan) {
        ahead.add(scan);
    }

    /** Adds the first page of a slice to those ahead, after those of slices that have their turn earlier. */
    synchronized void addOfLaterSlice(PageScan scan) {
        ofLaterSlices.add(scan);
    }

    synchronized void removeAhead(PageScan scan) {
        ahead.remove(scan);
        ofLaterSlices.remove(scan);
    }

    /**
     * Makes a page a current one, be it one of those ahead or one that is yet to be scanned. Waits while there is no
     * room for the buffer that it already has; meanwhile it may have to give up its memory.
     */
    synchronized void makeCurrent(PageScan scan) {
        while (scan.isUnderWay() && !growth.mayBeCurrent(scan)) {
            await();
        }
        removeAhead(scan);
        if (scan.isUnderWay()) {
            growth.add(scan);
        }
        notifyAll();
    }

    /** No longer counts a page among the current ones: it gives back its memory, and takes no more. */
    synchronized void removeCurrent(PageScan scan) {
        growth.remove(scan);
        notifyAll();
    }

    /** Takes the memory of a buffer; see {@link io.dataconnector.connector.page.PageMemory#take}. */
    synchronized long takeForBuffer(PageScan scan, long min, long wanted) {
        long bytes = growth.possible(scan, min, wanted);
        try {
            while (bytes > 0) {
                scan.requireWanted();
                if (scan.isCurrent()) {
                    growth.await(scan);
                    if (growth.mayTake(scan, bytes) && takeAsCurrent(scan, bytes)) {
                        return bytes;
                    }
                } else if (!growth.isAwaited() && tryTake(bytes, stillReserved())) {
                    return bytes;
                }
                await();
            }
            return 0;
        } finally {
            if (growth.endWait(scan)) {
                notifyAll();
            }
        }
    }

    private boolean takeAsCurrent(PageScan scan, long bytes) {
        long ofShare = growth.ofShare(scan.bufferBytes() + bytes) - growth.ofShare(scan.bufferBytes());
        while (!tryTake(bytes, stillReserved() - ofShare)) {
            if (!revokeLast()) {
                return false;
            }
        }
        return true;
    }

    synchronized void giveBack(long bytes) {
        budget.giveBack(bytes);
        notifyAll();
    }

    /**
     * An empty block.
     *
     * @throws ConnectorException if there is no memory for a single one
     */
    synchronized RecordBlock takeBlock(PageScan scan) {
        if (budget.bytes() < RecordBlock.CAPACITY) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "The heap has no room for the records of page " + scan.name() + ". Raise it with -Xmx.");
        }
        while (true) {
            scan.requireWanted();
            if (isReserved(scan)) {
                if (isFree(RecordBlock.CAPACITY)) {
                    return block();
                }
                if (revokeLast()) {
                    continue;
                }
            } else if (scan.blocks() < maxBlocksOfPage
                    && !growth.isAwaited()
                    && isFree(RecordBlock.CAPACITY + stillReserved())) {
                return block();
            }
            await();
        }
    }

    private static boolean isReserved(PageScan scan) {
        return scan.isCurrent() && scan.blocks() < BLOCKS_OF_SHARE;
    }

    /** A block, for which there must be memory. */
    private RecordBlock block() {
        // The most recently used one is the most likely to be in the processor's cache.
        RecordBlock spare = spareBlocks.poll();
        if (spare != null) {
            return spare;
        }
        if (!budget.tryTake(RecordBlock.CAPACITY)) {
            throw new IllegalStateException("the budget is used by others");
        }
        try {
            return new RecordBlock();
        } catch (OutOfMemoryError e) {
            budget.giveBack(RecordBlock.CAPACITY);
            throw e;
        }
    }

    /** Takes back a block for reuse. */
    synchronized void giveBack(RecordBlock block) {
        block.clear();
        spareBlocks.push(block);
        notifyAll();
    }

    /** Releases the unused blocks. */
    synchronized void clear() {
        while (letGoOfSpareBlock()) {
            // One after the other.
        }
    }

    /** Whether so many bytes are not in use, apart from spare blocks. */
    private boolean isFree(long bytes) {
        return bytes <= budget.available() + (long) spareBlocks.size() * RecordBlock.CAPACITY;
    }

    /** How much is reserved for current pages that have not taken it yet. */
    private long stillReserved() {
        long bytes = reservedBytes;
        for (PageScan scan : growth.current()) {
            bytes -= (long) Math.min(BLOCKS_OF_SHARE, scan.blocks()) * RecordBlock.CAPACITY;
            bytes -= growth.ofShare(scan.bufferBytes());
        }
        return bytes;
    }

    /** Takes bytes if so many others are left then. */
    private boolean tryTake(long bytes, long left) {
        if (!isFree(bytes + left)) {
            return false;
        }
        while (!budget.tryTake(bytes)) {
            if (!letGoOfSpareBlock()) {
                throw new IllegalStateException("the budget is used by others");
            }
        }
        return true;
    }

    private boolean letGoOfSpareBlock() {
        if (spareBlocks.poll() == null) {
            return false;
        }
        budget.giveBack(RecordBlock.CAPACITY);
        return true;
    }

    /**
     * Makes the page ahead whose turn comes last, of those that hold any memory, give it up, and returns whether it has
     * already done so.
     */
    private boolean revokeLast() {
        for (Deque<PageScan> scans : List.of(ofLaterSlices, ahead)) {
            for (Iterator<PageScan> lastFirst = scans.descendingIterator(); lastFirst.hasNext(); ) {
                PageScan scan = lastFirst.next();
                if (scan.hasMemory()) {
                    return scan.cancel();
                }
            }
        }
        return false;
    }

    /** Has everybody who waits look again whether the read is to end. */
    synchronized void wake() {
        notifyAll();
    }

    /** Releases this lock and waits until something has changed. */
    @SuppressWarnings("WaitNotInLoop") // Every caller asks again in a loop.
    synchronized void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException interrupted = new CancellationException("the scan was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
