package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a read. {@code spec.json} says what each option means and which values it takes.
 *
 * @param fixturesBasePath the folder that holds a folder of pages for each stream
 * @param hasShippedStreams whether the streams that ship with the program are there
 * @param streamsPath a folder of further stream definitions
 * @param startDate records updated before it are not read
 * @param startDates the same for single streams, by name
 * @param lookbackWindow how far before the cursor an incremental read looks again; not negative
 * @param checkpointInterval records of a stream between two states, at least 1
 * @param maxRecordBytes how many bytes one record may have
 * @param unknownOptions the names of members that are not options
 */
public record Config(
        Path fixturesBasePath,
        boolean hasShippedStreams,
        Optional<Path> streamsPath,
        Optional<Instant> startDate,
        Map<String, Instant> startDates,
        Duration lookbackWindow,
        int checkpointInterval,
        int maxRecordBytes,
        List<String> unknownOptions) {
    public Config {
        requireNonNull(fixturesBasePath, "fixturesBasePath is null");
        requireNonNull(streamsPath, "streamsPath is null");
        requireNonNull(startDate, "startDate is null");
        startDates = Map.copyOf(startDates);
        requireNonNull(lookbackWindow, "lookbackWindow is null");
        unknownOptions = List.copyOf(unknownOptions);
    }

    /** From when on the records of a stream are read if there is no state of it. */
    public Optional<Instant> startDate(String stream) {
        return Optional.ofNullable(startDates.get(stream)).or(() -> startDate);
    }
}
