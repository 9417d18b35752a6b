package io.dataconnector.spark;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.quality.Counts;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a split.
 *
 * @param split its number
 * @param bytes how many its lines have, after decompression
 * @param lines how many it has, blank ones included
 * @param messages how many, by type, except RECORD
 * @param badLines how many are no usable message, by reason
 * @param rejects for each table how many records or elements could not become rows, by reason
 * @param rowBytes how many bytes the rows have
 * @param states the STATE messages that matter, in their order
 * @param streams the records of each stream
 * @param nanos how long it took to read
 * @param fault why it cannot be read to its end, in words for the user; empty if it can
 */
record SplitFigures(
        int split,
        long bytes,
        long lines,
        Counts messages,
        Counts badLines,
        List<Counts> rejects,
        long rowBytes,
        List<State> states,
        List<Records> streams,
        long nanos,
        String fault)
        implements Serializable {
    SplitFigures {
        rejects = List.copyOf(rejects);
        states = List.copyOf(states);
        streams = List.copyOf(streams);
    }

    /**
     * A STATE with a count of records.
     *
     * @param records how many records of the stream the split has since its previous STATE
     * @param expected how many the STATE says there are
     * @param arrived how many there were before they were compacted; null if they were not
     * @param line its number in the split, from 0 on
     */
    record State(
            StreamName stream,
            long records,
            BigDecimal expected,
            @Nullable BigDecimal arrived,
            long line) implements Serializable {}

    /**
     * The records of a stream.
     *
     * @param sinceState how many follow the last STATE of the stream in the split
     * @param lastEmittedAt in milliseconds since 1970; 0 if unknown
     */
    record Records(StreamName stream, long count, long sinceState, long lastEmittedAt) implements Serializable {}
}
