package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a read. {@code spec.json} describes what each option means and which values it accepts.
 *
 * @param fixturesBasePath the folder that holds a folder of pages for each stream; present if and only if there is no API
 * @param api the API that the pages are read from
 * @param hasShippedStreams whether the streams that ship with the program are available
 * @param streamsPath a folder of further stream definitions
 * @param startDate records updated before it are not read
 * @param startDates the same for individual streams, by name
 * @param lookbackWindow how far before the cursor an incremental read looks again; not negative
 * @param checkpointInterval records of a stream between two states, at least 1
 * @param maxRecordBytes how many bytes one record may have
 * @param unknownOptions the names of members that are not options
 */
public record Config(
        Optional<Path> fixturesBasePath,
        Optional<Api> api,
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
        requireNonNull(api, "api is null");
        if (fixturesBasePath.isPresent() == api.isPresent()) {
            throw new IllegalArgumentException("either a folder or an API is needed");
        }
        requireNonNull(streamsPath, "streamsPath is null");
        requireNonNull(startDate, "startDate is null");
        startDates = Map.copyOf(startDates);
        requireNonNull(lookbackWindow, "lookbackWindow is null");
        unknownOptions = List.copyOf(unknownOptions);
    }

    /** The time from which the records of a stream are read if it has no state. */
    public Optional<Instant> startDate(String stream) {
        return Optional.ofNullable(startDates.get(stream)).or(() -> startDate);
    }
}
