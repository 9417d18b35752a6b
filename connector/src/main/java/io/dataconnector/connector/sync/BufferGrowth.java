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
    private final long room;
    private final long maxOfPage;
    private final Set<PageScan> current = new LinkedHashSet<>();
    private final Deque<PageScan> waiting = new ArrayDeque<>();

    /**
     * @param room how many bytes the buffers of all current pages may have together
     * @param maxOfPage how many bytes one of them ever takes
     */
    BufferGrowth(long room, long maxOfPage) {
        this.room = Math.max(0, room);
        this.maxOfPage = Math.min(maxOfPage, this.room);
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
        return (waiting.peek() == scan || isLargest(scan)) && leavesEnough(scan, bytes);
    }

    private boolean isLargest(PageScan scan) {
        return scan.bufferBytes() > 0 && current.stream().allMatch(other -> other.bufferBytes() <= scan.bufferBytes());
    }

    /**
     * Whether the current pages, one page among them with so many more bytes than it has, leave enough for the one with
     * the largest buffer to get all that a page ever takes.
     */
    boolean leavesEnough(PageScan scan, long bytes) {
        long largest = scan.bufferBytes() + bytes;
        long sum = largest;
        for (PageScan other : current) {
            if (other != scan) {
                sum += other.bufferBytes();
                largest = Math.max(largest, other.bufferBytes());
            }
        }
        return room - sum >= maxOfPage - largest;
    }
}
