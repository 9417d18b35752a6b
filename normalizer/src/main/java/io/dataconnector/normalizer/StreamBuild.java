package io.dataconnector.normalizer;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.raw.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records of one stream in all inputs, and the tables that are made of them. */
final class StreamBuild {
    private final StreamName name;
    private final List<TableBuild> tables = new ArrayList<>();
    private long records;
    private long lastEmittedAt;

    StreamBuild(StreamName name) {
        this.name = requireNonNull(name, "name is null");
    }

    StreamName name() {
        return name;
    }

    void addTable(TableBuild table) {
        tables.add(table);
    }

    List<TableBuild> tables() {
        return tables;
    }

    /** @param emittedAt milliseconds since 1970; 0 if the record does not say */
    void countRecord(long emittedAt) {
        records++;
        lastEmittedAt = Math.max(lastEmittedAt, emittedAt);
    }

    Report.Stream report() {
        Instant last = lastEmittedAt == 0 ? null : Instant.ofEpochMilli(lastEmittedAt);
        return new Report.Stream(name.toString(), records, tables.size(), last);
    }
}
