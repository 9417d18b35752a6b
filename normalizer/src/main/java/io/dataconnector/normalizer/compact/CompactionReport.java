package io.dataconnector.normalizer.compact;

import io.dataconnector.normalizer.quality.LostRecords;
import java.util.List;

/**
 * What a compaction did.
 *
 * @param streams those of the inputs and of the tables, by name
 * @param inputs in their order
 * @param states how many STATE messages were kept
 * @param rejectedLines how many lines cannot be used, at all or for some table; all of them were kept
 */
public record CompactionReport(List<Stream> streams, List<Input> inputs, long states, long rejectedLines) {
    public CompactionReport {
        streams = List.copyOf(streams);
        inputs = List.copyOf(inputs);
    }

    /**
     * The records of a stream.
     *
     * @param name {@code namespace.name}, or the name alone
     * @param tables how many tables of the run are built from it
     * @param records how many there were
     * @param kept how many were kept
     */
    public record Stream(String name, int tables, long records, long kept) {}

    /**
     * What an input contained.
     *
     * @param messages how many
     * @param gaps where records are missing
     */
    public record Input(String name, long messages, List<LostRecords.Gap> gaps) {
        public Input {
            gaps = List.copyOf(gaps);
        }
    }
}
