package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.quality.Report;
import java.time.Instant;

/** The records of one stream in all inputs. */
public final class StreamBuild {
    private final StreamName name;
    private final int tables;
    private long records;
    private long lastEmittedAt;

    /**
     * A stream without records so far.
     *
     * @param tables how many are built from it
     */
    public StreamBuild(StreamName name, int tables) {
        this.name = requireNonNull(name, "name is null");
        this.tables = tables;
    }

    /**
     * Adds records.
     *
     * @param emittedAt when the last of them was emitted, in milliseconds since 1970; 0 if unknown
     */
    public void countRecords(long count, long emittedAt) {
        records += count;
        lastEmittedAt = Math.max(lastEmittedAt, emittedAt);
    }

    /** The report on the stream, once all inputs are read. */
    public Report.Stream report() {
        Instant last = lastEmittedAt == 0 ? null : Instant.ofEpochMilli(lastEmittedAt);
        return new Report.Stream(name.toString(), records, tables, last);
    }
}
