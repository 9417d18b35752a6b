package io.dataconnector.connector.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The totals of reading a stream so far. */
final class StreamStatistics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long startNanos = System.nanoTime();
    private long records;
    private long skipped;
    private long pages;
    private long bytes;
    private long unreadableCursors;
    private final List<String> unreadableExamples = new ArrayList<>();

    void countRecords(long emitted) {
        records += emitted;
    }

    /** Counts a page and its tally. */
    void countPage(PageTally page) {
        pages++;
        skipped += page.skipped();
        bytes += page.bytes();
        unreadableCursors += page.unreadableCursors();
        for (String example : page.unreadableExamples()) {
            if (unreadableExamples.size() < PageTally.MAX_EXAMPLES) {
                unreadableExamples.add(example);
            }
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

    /** The figures in machine-readable form; bytes are those of the pages. */
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
