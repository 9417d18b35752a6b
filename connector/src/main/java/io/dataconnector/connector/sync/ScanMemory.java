package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.core.memory.MemoryBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;

/**
 * The memory of all page scans of a read: blocks of records, and buffers that have grown. The current page always makes
 * progress: if no memory is left for it, pages ahead give up theirs, the last one first, and are scanned again when
 * their turn comes. A page ahead that gets no memory waits for its turn.
 *
 * <p>Its lock guards everything that scans share with the reader of their stream. It is taken once per block, not once
 * per record.
 */
final class ScanMemory {
    /** How many blocks of a page may be full or being filled. */
    private static final int MAX_BLOCKS_OF_PAGE = 16;
    /** The blocks of all scanned pages together take at most one part in this many of the memory. */
    private static final int PARTS_FOR_BLOCKS = 4;

    private final MemoryBudget budget;
    private final int maxBlocksOfPage;
    private final Deque<RecordBlock> spareBlocks = new ArrayDeque<>();
    private final Deque<PageScan> ahead = new ArrayDeque<>();
    private long taken;

    /** @param maxPages how many pages are scanned at most, the current one and those ahead */
    ScanMemory(MemoryBudget budget, int maxPages) {
        this.budget = requireNonNull(budget, "budget is null");
        long blocks = budget.bytes() / PARTS_FOR_BLOCKS / RecordBlock.CAPACITY / maxPages;
        maxBlocksOfPage = (int) Math.max(2, Math.min(MAX_BLOCKS_OF_PAGE, blocks));
    }

    /** Adds a page to those ahead, which must be added in the order of their turns. */
    synchronized void addAhead(PageScan scan) {
        ahead.add(scan);
    }

    synchronized void removeAhead(PageScan scan) {
        ahead.remove(scan);
    }

    /** Takes the memory of a buffer; see {@link io.dataconnector.connector.page.PageMemory#take}. */
    synchronized long takeForBuffer(PageScan scan, long min, long wanted) {
        while (true) {
            scan.requireWanted();
            if (tryTake(wanted)) {
                return wanted;
            }
            if (scan.isCurrent()) {
                if (taken == scan.bufferBytes()) {
                    // No other scan holds any memory, so this is all there is.
                    long possible = Math.max(min, Math.min(wanted, budget.available()));
                    return tryTake(possible) ? possible : 0;
                }
                if (revokeLast()) {
                    continue;
                }
            }
            await();
        }
    }

    synchronized void giveBack(long bytes) {
        taken -= bytes;
        budget.giveBack(bytes);
        notifyAll();
    }

    /**
     * An empty block.
     *
     * @throws ConnectorException if there is no memory for a single one
     */
    synchronized RecordBlock takeBlock(PageScan scan) {
        while (true) {
            scan.requireWanted();
            if (scan.blocks() < maxBlocksOfPage) {
                // The most recently used one is the most likely to be in the processor's cache.
                RecordBlock spare = spareBlocks.poll();
                if (spare != null) {
                    return spare;
                }
                if (budget.tryTake(RecordBlock.CAPACITY)) {
                    taken += RecordBlock.CAPACITY;
                    return new RecordBlock();
                }
                if (scan.isCurrent() && scan.blocks() < 2) {
                    if (taken == scan.bufferBytes()) {
                        throw new ConnectorException(
                                FailureType.SYSTEM_ERROR,
                                "The heap has no room for the records of page " + scan.name()
                                        + ". Raise it with -Xmx.");
                    }
                    if (revokeLast()) {
                        continue;
                    }
                }
            }
            await();
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

    private boolean tryTake(long bytes) {
        while (!budget.tryTake(bytes)) {
            if (!letGoOfSpareBlock()) {
                return false;
            }
        }
        taken += bytes;
        return true;
    }

    private boolean letGoOfSpareBlock() {
        if (spareBlocks.poll() == null) {
            return false;
        }
        taken -= RecordBlock.CAPACITY;
        budget.giveBack(RecordBlock.CAPACITY);
        return true;
    }

    /** Makes the last page ahead that holds any memory give it up, and returns whether it has already done so. */
    private boolean revokeLast() {
        for (Iterator<PageScan> scans = ahead.descendingIterator(); scans.hasNext(); ) {
            PageScan scan = scans.next();
            if (scan.hasMemory()) {
                return scan.cancel();
            }
        }
        return false;
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
