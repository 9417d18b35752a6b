package io.dataconnector.connector.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The counts of one page, apart from the records that are emitted. */
final class PageTally {
    static final int MAX_EXAMPLES = 3;

    private long found;
    private long selected;
    private long skipped;
    private long bytes;
    private long unreadableCursors;
    private final List<String> unreadableExamples = new ArrayList<>();

    void countFound() {
        found++;
    }

    void countSelected() {
        selected++;
    }

    void countSkipped() {
        skipped++;
    }

    /** Counts a record whose cursor cannot be compared, and remembers the first few. */
    void countUnreadableCursor(Supplier<String> key) {
        unreadableCursors++;
        if (unreadableExamples.size() < MAX_EXAMPLES) {
            unreadableExamples.add(key.get());
        }
    }

    void setBytes(long read) {
        bytes = read;
    }

    /** How many records the page has. */
    long found() {
        return found;
    }

    /** How many of them the manifest's record filter lets through. */
    long selected() {
        return selected;
    }

    /** How many of them were not emitted, by their cursor or by the record filter. */
    long skipped() {
        return skipped;
    }

    /** How many bytes of the page were read. */
    long bytes() {
        return bytes;
    }

    long unreadableCursors() {
        return unreadableCursors;
    }

    List<String> unreadableExamples() {
        return unreadableExamples;
    }
}
