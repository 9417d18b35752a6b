package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.page.RecordingPages;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.source.slicing.ParentStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What {@code read --record} adds to a read: its responses are kept in a folder that a later read takes for its fixtures.
 *
 * @param folder the folder
 * @param now what the manifest takes for now during the whole read, so that the later one can take the same
 */
record Recording(Path folder, Instant now) {
    Recording {
        requireNonNull(folder, "folder is null");
        requireNonNull(now, "now is null");
    }

    static Recording begin(Path folder, Clock clock) {
        return new Recording(folder, clock.instant());
    }

    /**
     * Pages that are recorded.
     *
     * @throws ConnectorException if there is nothing to record, or the folder cannot be used
     */
    PageSource of(PageSource pages, Config config, AirbyteOutput output) {
        config.fixturesBasePath().ifPresent(fixtures -> {
            throw refusal("the configuration has fixtures_base_path, so that all pages are files already, in "
                    + fixtures + ". Leave out one of the two.");
        });
        PageSource recording = RecordingPages.into(folder, pages);
        output.log(
                LogLevel.INFO,
                "Recording the responses in " + folder + ". This read takes " + now + " for now; a read with"
                        + " fixtures_base_path " + folder + " gives the same if dataconnector.now is set to it.");
        return recording;
    }

    /**
     * Refuses streams that could not be read back.
     *
     * @throws ConnectorException if there are any
     */
    void requireReplayable(List<ConfiguredStream> streams) {
        streams.stream().map(ConfiguredStream::definition).forEach(Recording::requireReplayable);
    }

    private static void requireReplayable(StreamDefinition stream) {
        if (stream.pagination().needs().headers().isEmpty()) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, RecordingPages.unknownHeaders(stream.name()));
        }
        for (ParentStream parent : stream.slicing().parents()) {
            if (parent instanceof StreamDefinition definition) {
                requireReplayable(definition);
            }
        }
    }

    private static ConnectorException refusal(String why) {
        return new ConnectorException(FailureType.CONFIG_ERROR, "--record: " + why);
    }
}
