package io.dataconnector.connector.sync;

import io.dataconnector.connector.page.PageRecord;
import java.util.ArrayList;
import java.util.List;

/** The counts of one page, apart from the records that are emitted. */
final class PageTally {
    static final int MAX_EXAMPLES = 3;

    private long skipped;
    private long bytes;
    private long unreadableCursors;
    private final List<String> unreadableExamples = new ArrayList<>();

    void countSkipped() {
        skipped++;
    }

    /** Counts a record whose cursor cannot be compared, and remembers the first few. */
    void countUnreadableCursor(PageRecord record) {
        unreadableCursors++;
        if (unreadableExamples.size() < MAX_EXAMPLES) {
            unreadableExamples.add(record.describeKey());
        }
    }

    void setBytes(long read) {
        bytes = read;
    }

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
