package io.dataconnector.normalizer.compact;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The STATE messages of all inputs, in their order. The last one of each stream is kept, and each that says that records
 * are missing, because the report says so as well. What a STATE says of the records before it is counted while they are
 * there, and written to it.
 */
final class LastStates {
    private static final int MAX_BATCH_BYTES = 1 << 16;

    private final Lines lines;
    private final LineBatch batch = new LineBatch();
    private final StateLine line = new StateLine();
    private final Map<Object, Long> positionByStream = new LinkedHashMap<>();

    LastStates(Lines lines) {
        this.lines = lines;
    }

    /**
     * Adds the STATE in {@code [from, to)}.
     *
     * @param found how many records there were, to be written to it; absent if it does not say how many there should be
     *     or says already how many there were
     * @param isGap whether records are missing
     */
    void add(long position, byte[] buffer, int from, int to, OptionalLong found, boolean isGap) throws IOException {
        line.read(buffer, from, to);
        if (found.isPresent()) {
            byte[] count = line.count(found.getAsLong());
            batch.add(position, Lines.STATE, isGap, buffer, from, to, line.countFrom(), line.countTo(), count);
        } else {
            batch.add(position, Lines.STATE, isGap, buffer, from, to);
        }
        positionByStream.put(line.stream(), position);
        if (batch.size() >= MAX_BATCH_BYTES) {
            batch.handOver(lines);
        }
    }

    /** Marks the last ones. */
    void markLast(Lines.Marks marks) throws IOException {
        batch.handOver(lines);
        for (long position : positionByStream.values()) {
            marks.add(position);
        }
    }
}
