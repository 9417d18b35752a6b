package io.dataconnector.connector.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.Redaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a read: what the manifest's templates see, and the options of this program, which every manifest
 * has. The specification of the shipped manifest describes what each option means and which values it accepts.
 *
 * @param content the configuration as the user wrote it, for templates; not to be changed
 * @param redaction takes the secrets out of texts
 * @param fixturesBasePath the folder whose files answer all requests; without it they go to the API
 * @param http how requests to the API are sent
 * @param numWorkers how many streams are read side by side over HTTP, at least 1
 * @param checkpointInterval records of a stream between two states, at least 1
 * @param maxRecordBytes how many bytes one record may have
 * @param timestampsInUtc whether the timestamps that a stream's schema declares are emitted in UTC
 * @param unknownOptions the names of members that are not options
 */
public record Config(
        ObjectNode content,
        Redaction redaction,
        Optional<Path> fixturesBasePath,
        HttpOptions http,
        int numWorkers,
        int checkpointInterval,
        int maxRecordBytes,
        boolean timestampsInUtc,
        List<String> unknownOptions) {
    public Config {
        requireNonNull(content, "content is null");
        requireNonNull(redaction, "redaction is null");
        requireNonNull(fixturesBasePath, "fixturesBasePath is null");
        requireNonNull(http, "http is null");
        unknownOptions = List.copyOf(unknownOptions);
    }

    /** Without the content, which may hold secrets. */
    @Override
    public String toString() {
        return "Config[" + fixturesBasePath + ", " + http + "]";
    }
}
