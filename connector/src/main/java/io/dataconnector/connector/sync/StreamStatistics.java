package io.dataconnector.connector.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.page.PageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What reading a stream has come to so far. */
final class StreamStatistics {
    private static final int MAX_EXAMPLES = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long startNanos = System.nanoTime();
    private long records;
    private long skipped;
    private long pages;
    private long bytes;
    private long unreadableCursors;
    private final List<String> unreadableExamples = new ArrayList<>();

    void countRecord() {
        records++;
    }

    void countSkipped() {
        skipped++;
    }

    void countPage() {
        pages++;
    }

    void countBytes(long pageBytes) {
        bytes += pageBytes;
    }

    /** Counts a record whose cursor cannot be compared, and remembers the first few. */
    void countUnreadableCursor(PageRecord record) {
        unreadableCursors++;
        if (unreadableExamples.size() < MAX_EXAMPLES) {
            unreadableExamples.add(record.describeKey());
        }
    }

    long records() {
        return records;
    }

    long pages() {
        return pages;
    }

    long unreadableCursors() {
        return unreadableCursors;
    }

    List<String> unreadableExamples() {
        return unreadableExamples;
    }

    /** The figures for machines; bytes are those of the pages. */
    ObjectNode toJson(String stream) {
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        return JsonNodeFactory.instance
                .objectNode()
                .put("stream", stream)
                .put("records", records)
                .put("skipped", skipped)
                .put("pages", pages)
                .put("bytes", bytes)
                .put("seconds", BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP))
                .put("records_per_second", Math.round(records / Math.max(seconds, 1 / NANOS_PER_SECOND)));
    }
}
