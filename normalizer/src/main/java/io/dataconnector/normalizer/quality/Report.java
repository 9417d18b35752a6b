package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run did: the content of {@code report.json}. */
public record Report(List<Table> tables, List<Input> inputs) {
    public Report {
        tables = List.copyOf(tables);
        inputs = List.copyOf(inputs);
    }

    /**
     * What became of a table.
     *
     * @param rows how many it has
     * @param superseded how many versions gave way to newer ones
     * @param rejects how many records could not become rows, by reason
     * @param firstUpdatedAt the least version of its rows; null if none has one
     * @param lastUpdatedAt the greatest version of its rows; null if none has one
     */
    public record Table(
            String name,
            String stream,
            long rows,
            long superseded,
            Counts rejects,
            @Nullable Instant firstUpdatedAt,
            @Nullable Instant lastUpdatedAt) {
        public Table {
            requireNonNull(name, "name is null");
            requireNonNull(stream, "stream is null");
            requireNonNull(rejects, "rejects is null");
        }
    }

    /**
     * What an input had.
     *
     * @param bytes how many, after decompression
     * @param lines how many, blank ones included
     * @param messages how many, by type
     * @param records how many, by stream
     * @param rejects how many lines were no usable message, by reason
     * @param seconds how long reading it took
     */
    public record Input(
            String name, long bytes, long lines, Counts messages, Counts records, Counts rejects, double seconds) {
        public Input {
            requireNonNull(name, "name is null");
            requireNonNull(messages, "messages is null");
            requireNonNull(records, "records is null");
            requireNonNull(rejects, "rejects is null");
        }
    }

    /** How many lines and records could not be used. */
    public long rejectCount() {
        return tables.stream().mapToLong(table -> table.rejects().total()).sum()
                + inputs.stream().mapToLong(input -> input.rejects().total()).sum();
    }
}
