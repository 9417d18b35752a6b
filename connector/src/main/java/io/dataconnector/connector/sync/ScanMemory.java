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
 * The memory of all page scans of a read: blocks of records, and buffers that have grown. The page whose turn it
 * is always gets on: if there is nothing left for it, a page ahead gives up what it has, the last one first, and
 * is scanned again when its own turn comes. A page ahead that cannot have memory waits for its turn.
 *
 * <p>Its lock guards all that scans share with the reader of their stream. It is taken once a block, not once a
 * record.
 */
final class ScanMemory {
    /** How many blocks of a page may be full or being filled. */
    private static final int MAX_BLOCKS_OF_PAGE = 16;
    /** What part of the memory the blocks of the pages ahead may take, if all of them have what they may. */
    private static final int PARTS_FOR_BLOCKS = 4;

    private final MemoryBudget budget;
    private final int maxBlocksOfPage;
    private final Deque<RecordBlock> spareBlocks = new ArrayDeque<>();
    private final Deque<PageScan> ahead = new ArrayDeque<>();
    private long taken;

    /** @param maxPages how many pages are scanned at most, the one whose turn it is and those ahead */
    ScanMemory(MemoryBudget budget, int maxPages) {
        this.budget = requireNonNull(budget, "budget is null");
        long blocks = budget.bytes() / PARTS_FOR_BLOCKS / RecordBlock.CAPACITY / maxPages;
        maxBlocksOfPage = (int) Math.max(2, Math.min(MAX_BLOCKS_OF_PAGE, blocks));
    }

    /** Counts a page to those ahead; they are added in the order of their turns. */
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
                    // Nobody else has any, so that this is all there is.
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
                // The one that was used last is the likeliest to be in the processor's cache.
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

    /** Takes back a block, to be filled again. */
    synchronized void giveBack(RecordBlock block) {
        block.clear();
        spareBlocks.push(block);
        notifyAll();
    }

    /** Lets go of the blocks that nobody uses. */
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

    /** Has the last page ahead that has any memory give it up, and says whether it has done so by now. */
    private boolean revokeLast() {
        for (Iterator<PageScan> scans = ahead.descendingIterator(); scans.hasNext(); ) {
            PageScan scan = scans.next();
            if (scan.hasMemory()) {
                return scan.cancel();
            }
        }
        return false;
    }

    /** Waits, with this lock let go of, until something has changed. */
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
