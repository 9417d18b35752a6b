package io.dataconnector.spark;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.run.BlockReader;
import io.dataconnector.normalizer.run.BlockReader.CountedState;
import io.dataconnector.spark.SplitFigures.Records;
import io.dataconnector.spark.SplitFigures.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a split contains, block by block. Of the STATE messages it keeps only those that can show a gap. */
final class SplitTally {
    private static final Records NONE = new Records(new StreamName("", ""), 0, 0, 0);

    private final Counts messages = new Counts();
    private final Counts badLines = new Counts();
    private final List<Counts> rejects = new ArrayList<>();
    private final Map<StreamName, Records> streams = new LinkedHashMap<>();
    private final Map<StreamName, State> firstStates = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private long lines;
    private long rowBytes;

    /** @param tables how many tables there are */
    SplitTally(int tables) {
        for (int i = 0; i < tables; i++) {
            rejects.add(new Counts());
        }
    }

    /** How many lines the blocks before the current one have. */
    long lines() {
        return lines;
    }

    void countLines(long more) {
        lines += more;
    }

    void countRowBytes(long more) {
        rowBytes += more;
    }

    void countBadLine(String reason) {
        badLines.add(reason);
    }

    void countReject(int table, String reason) {
        rejects.get(table).add(reason);
    }

    /** Counts what a reader has read since its last pause. */
    void add(BlockReader reader) {
        messages.add(reader.messageTypes());
        for (CountedState state : reader.states()) {
            add(state);
        }
        reader.streams().forEach((stream, portion) -> {
            if (portion.count() > 0) {
                Records before = recordsOf(stream);
                streams.put(
                        stream,
                        new Records(
                                stream,
                                before.count() + portion.count(),
                                before.sinceState() + portion.sinceState(),
                                Math.max(before.lastEmittedAt(), portion.lastEmittedAt())));
            }
        });
    }

    private Records recordsOf(StreamName stream) {
        return streams.getOrDefault(stream, NONE);
    }

    private void add(CountedState counted) {
        StreamName stream = counted.stream();
        Records before = recordsOf(stream);
        long found = before.sinceState() + counted.records();
        State state = new State(
                stream,
                found,
                counted.expectedRecords(),
                counted.arrivedRecords().orElse(null),
                lines + counted.lineNumber());
        streams.put(stream, new Records(stream, before.count(), 0, before.lastEmittedAt()));
        // Records before the first one may be in the splits before.
        boolean isFirst = firstStates.putIfAbsent(stream, state) == null;
        BigDecimal known = counted.arrivedRecords().orElse(BigDecimal.valueOf(found));
        if (isFirst || counted.expectedRecords().compareTo(known) > 0) {
            states.add(state);
        }
    }

    /** @param fault why the split cannot be read to its end; empty if it can */
    SplitFigures figures(int split, long bytes, long nanos, String fault) {
        return new SplitFigures(
                split,
                bytes,
                lines,
                messages,
                badLines,
                rejects,
                rowBytes,
                states,
                new ArrayList<>(streams.values()),
                nanos,
                fault);
    }
}
