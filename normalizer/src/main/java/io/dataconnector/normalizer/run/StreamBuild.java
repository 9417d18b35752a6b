package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.quality.Report;
import java.time.Instant;

/** The records of one stream in all inputs. */
final class StreamBuild {
    private final StreamName name;
    private final int tables;
    private long records;
    private long lastEmittedAt;

    /** @param tables how many are built from it */
    StreamBuild(StreamName name, int tables) {
        this.name = requireNonNull(name, "name is null");
        this.tables = tables;
    }

    /** @param emittedAt when the last of them was emitted, in milliseconds since 1970; 0 if unknown */
    void countRecords(long count, long emittedAt) {
        records += count;
        lastEmittedAt = Math.max(lastEmittedAt, emittedAt);
    }

    Report.Stream report() {
        Instant last = lastEmittedAt == 0 ? null : Instant.ofEpochMilli(lastEmittedAt);
        return new Report.Stream(name.toString(), records, tables, last);
    }
}
