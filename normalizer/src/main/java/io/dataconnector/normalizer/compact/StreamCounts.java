package io.dataconnector.normalizer.compact;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.compact.CompactionReader.StreamRecords;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the inputs hold of each stream, and how much of it is kept. */
final class StreamCounts {
    /** The records of a stream. */
    private static final class Stream {
        private int tables;
        private long records;
        private long kept;
        private long lastEmittedAt;
        private long lastPosition;
        private long lastKeptEmittedAt;
    }

    private final Map<StreamName, Stream> streams = new HashMap<>();
    private final Map<StreamName, Integer> owners = new LinkedHashMap<>();
    private final List<Stream> streamByOwner = new ArrayList<>();
    private long states;

    StreamCounts(Collection<TableDefinition> definitions) {
        for (TableDefinition definition : definitions) {
            Stream stream = streams.computeIfAbsent(definition.stream(), name -> new Stream());
            stream.tables++;
            if (stream.tables == 1) {
                owners.put(definition.stream(), streamByOwner.size());
                streamByOwner.add(stream);
            }
        }
    }

    /** A number for each stream that a table is built from. */
    Map<StreamName, Integer> owners() {
        return owners;
    }

    /** Counts the records of a stream in a block, which follows those that were counted before. */
    void count(StreamName name, StreamRecords records) {
        Stream stream = streams.computeIfAbsent(name, unknown -> new Stream());
        stream.records += records.count();
        if (records.lastEmittedAt() > 0 && records.lastEmittedAt() >= stream.lastEmittedAt) {
            stream.lastEmittedAt = records.lastEmittedAt();
            stream.lastPosition = records.lastPosition();
        }
        stream.lastKeptEmittedAt = Math.max(stream.lastKeptEmittedAt, records.lastRejectEmittedAt());
    }

    /** Notes when the last one was emitted of records of a stream that are kept, in milliseconds since 1970. */
    void noteKept(StreamName name, long lastEmittedAt) {
        Stream stream = streamByOwner.get(requireNonNull(owners.get(name), "no stream of the tables"));
        stream.lastKeptEmittedAt = Math.max(stream.lastKeptEmittedAt, lastEmittedAt);
    }

    /**
     * Marks the record of each stream that was emitted last, because the report says when that was, unless one that was
     * emitted then is kept anyway.
     */
    void markLastEmitted(Lines.Marks marks) throws IOException {
        for (Stream stream : streamByOwner) {
            if (stream.lastEmittedAt > stream.lastKeptEmittedAt) {
                marks.add(stream.lastPosition);
            }
        }
    }

    /** Counts a line that is kept. */
    void keep(int owner) {
        if (owner >= 0) {
            streamByOwner.get(owner).kept++;
        } else if (owner == Lines.STATE) {
            states++;
        }
    }

    /** How many STATE messages are kept. */
    long states() {
        return states;
    }

    boolean hasKeptMessage() {
        return states > 0 || streamByOwner.stream().anyMatch(stream -> stream.kept > 0);
    }

    /** By name. */
    List<CompactionReport.Stream> report() {
        List<CompactionReport.Stream> report = new ArrayList<>();
        streams.forEach((name, stream) ->
                report.add(new CompactionReport.Stream(name.toString(), stream.tables, stream.records, stream.kept)));
        report.sort(Comparator.comparing(CompactionReport.Stream::name));
        return report;
    }
}
