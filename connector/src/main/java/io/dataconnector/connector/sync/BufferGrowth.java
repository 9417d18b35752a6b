package io.dataconnector.connector.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Decides which of the current pages may let its buffer grow. {@link ScanMemory} explains the rule and guards this with
 * its lock.
 */
final class BufferGrowth {
    private final long share;
    private final long maxOfPage;
    private final Set<PageScan> current = new LinkedHashSet<>();
    private final Deque<PageScan> waiting = new ArrayDeque<>();

    /**
     * @param share how many bytes the buffer of every current page may have
     * @param maxOfPage how many bytes that of one of them may have
     */
    BufferGrowth(long share, long maxOfPage) {
        this.share = share;
        this.maxOfPage = maxOfPage;
    }

    void add(PageScan scan) {
        current.add(scan);
    }

    void remove(PageScan scan) {
        current.remove(scan);
    }

    /** The current pages that are still being scanned. */
    Set<PageScan> current() {
        return current;
    }

    /** Whether a current page waits for memory. */
    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Lets a current page wait for its turn; it keeps its place if it is waiting already. */
    void await(PageScan scan) {
        if (!waiting.contains(scan)) {
            waiting.add(scan);
        }
    }

    /** Ends the wait of a page and returns whether it was waiting. */
    boolean endWait(PageScan scan) {
        return waiting.remove(scan);
    }

    /**
     * How many bytes a page can get sooner or later, whatever the others do; 0 if less than a minimum. So whether a
     * record can be read does not depend on what is read beside it.
     */
    long possible(PageScan scan, long min, long wanted) {
        long bytes = Math.min(wanted, maxOfPage - scan.bufferBytes());
        return bytes < min ? 0 : bytes;
    }

    /** Whether it is the turn of a current page that waits for so many bytes. */
    boolean mayTake(PageScan scan, long bytes) {
        return scan.bufferBytes() + bytes <= share
                || (isTheOnlyLargeOne(scan) && (isLarge(scan) || scan.equals(waiting.peek())));
    }

    /** Whether a page may be a current one with the buffer that it already has. */
    boolean mayBeCurrent(PageScan scan) {
        return !isLarge(scan) || isTheOnlyLargeOne(scan);
    }

    private boolean isTheOnlyLargeOne(PageScan scan) {
        for (PageScan other : current) {
            if (!other.equals(scan) && isLarge(other)) {
                return false;
            }
        }
        return true;
    }

    private boolean isLarge(PageScan scan) {
        return scan.bufferBytes() > share;
    }

    /** How many of so many bytes of a page are within its share. */
    long ofShare(long bytes) {
        return Math.min(share, bytes);
    }
}
