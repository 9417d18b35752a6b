package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.HttpOptions;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams whose partitions come from other streams, and others of unusual retrievers, read twice: the requests, records and
 * states are those of the CDK, whose first state is where the second read begins. See {@code substream_cases.py} and {@code
 * retriever_cases.py}.
 */
final class SubstreamDifferentialTest {
    private static final String STREAM = "items";
    /** Later than all records. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-07-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"substreams.jsonl, 100", "retrievers.jsonl, 80"})
    void everyReadIsTheCdks(String resource, int fewest) throws IOException {
        List<ObjectNode> lines = SourceCases.read(resource);
        String config = lines.get(0).get("config").toString();
        List<ObjectNode> cases = lines.subList(1, lines.size());
        List<String> differences = new ArrayList<>();
        for (ObjectNode substream : cases) {
            Catalog catalog = Sources.of(substream.get("manifest").toString(), config, CLOCK)
                    .catalog();
            JsonNode state = substream.objectNode();
            for (JsonNode read : substream.get("reads")) {
                difference(catalog, state, read)
                        .ifPresent(found -> differences.add(found + " in " + substream.get("manifest")));
                state = hasCursor(catalog) ? read.get("state") : state;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(cases.size()).isGreaterThan(fewest);
    }

    private static boolean hasCursor(Catalog catalog) {
        return catalog.stream(STREAM).orElseThrow().cursor().isPresent();
    }

    private Optional<String> difference(Catalog catalog, JsonNode state, JsonNode read) throws IOException {
        AnsweredPages pages = new AnsweredPages(read.get("answers"), CLOCK.instant());
        RawOutput raw = read(catalog, state, pages);
        Optional<String> difference = pages.difference(raw.records(STREAM), read.get("records"), raw.errorMessages());
        if (difference.isPresent()) {
            return difference;
        }
        // Without a cursor, a state says nothing of partitions.
        JsonNode last = raw.lastStreamState(STREAM);
        return hasCursor(catalog) && !last.toString().equals(read.get("state").toString())
                ? Optional.of("state " + last + ", of the CDK " + read.get("state"))
                : Optional.empty();
    }

    private RawOutput read(Catalog catalog, JsonNode state, PageSource pages) throws IOException {
        Path file = Files.writeString(folder.resolve("state.json"), "{\"" + STREAM + "\":" + state + "}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReadContext context = new ReadContext(
                new Config(
                        catalogConfig(),
                        Redaction.NONE,
                        Optional.empty(),
                        new HttpOptions(0, Duration.ZERO, Duration.ofMinutes(1)),
                        1,
                        10_000,
                        1 << 20,
                        false,
                        List.of()),
                pages,
                new AirbyteOutput(bytes, CLOCK, LogLevel.INFO),
                new StopRequest(),
                Progress.NONE,
                CLOCK,
                new MemoryBudget(16 << 20),
                Parallelism.overHttp(1).withRequests(6));
        SyncMode mode = hasCursor(catalog) ? SyncMode.INCREMENTAL : SyncMode.FULL_REFRESH;
        new SourceReader(context)
                .read(
                        List.of(new ConfiguredStream(catalog.stream(STREAM).orElseThrow(), mode)),
                        StateReader.read(file, catalog));
        return RawOutput.of(bytes.toByteArray());
    }

    private static ObjectNode catalogConfig() {
        return JsonNodeFactory.instance.objectNode();
    }
}
