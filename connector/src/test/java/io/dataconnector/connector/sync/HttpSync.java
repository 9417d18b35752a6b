package io.dataconnector.connector.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.HttpOptions;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.http.HttpClients;
import io.dataconnector.connector.http.HttpLimits;
import io.dataconnector.connector.http.HttpTransport;
import io.dataconnector.connector.http.ManualPauses;
import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.page.HttpPages;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.TornOutput;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The sync engine over HTTP, against a server of this machine. Waits take no time. */
final class HttpSync {
    static final Instant NOW = Instant.parse("2024-07-01T00:00:00Z");
    private static final HttpLimits LIMITS =
            new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), 2, Duration.ofMinutes(10));

    private final Path folder;
    private final Catalog catalog;
    private final ManualPauses pauses = new ManualPauses(NOW);
    private UnaryOperator<PageSource> around = pages -> pages;
    private int checkpointInterval = 10_000;
    private Parallelism parallelism = Parallelism.overHttp(1);

    /**
     * @param folder where states are kept
     * @param manifest in YAML or JSON; {@code config['url']} is the server
     */
    HttpSync(Path folder, String manifest, ScriptedServer server) {
        this.folder = folder;
        catalog = Sources.of(manifest, "{\"url\":\"" + server.url("") + "\"}", Clock.fixed(NOW, ZoneOffset.UTC))
                .catalog();
    }

    HttpSync checkpointInterval(int records) {
        checkpointInterval = records;
        return this;
    }

    HttpSync parallelism(Parallelism other) {
        parallelism = other;
        return this;
    }

    /** Puts something around the pages. */
    HttpSync around(UnaryOperator<PageSource> wrapper) {
        around = wrapper;
        return this;
    }

    Catalog catalog() {
        return catalog;
    }

    /** The waits so far. */
    List<Duration> pauses() {
        return pauses.pauses();
    }

    RawOutput read(String state, String stream, SyncMode mode) {
        return readUntil(Long.MAX_VALUE, state, stream, mode);
    }

    /** Reads until the output has taken so many bytes, as if the process were killed there. */
    RawOutput readUntil(long bytes, String state, String stream, SyncMode mode) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        TornOutput output = new TornOutput(bytes);
        ReadContext context = new ReadContext(
                config(),
                pages(),
                new AirbyteOutput(output, clock, LogLevel.INFO),
                new StopRequest(),
                Progress.NONE,
                clock,
                new MemoryBudget(16 << 20),
                parallelism);
        try {
            Path file = Files.writeString(folder.resolve("state.json"), state);
            new SourceReader(context)
                    .read(
                            List.of(new ConfiguredStream(catalog.stream(stream).orElseThrow(), mode)),
                            StateReader.read(file, catalog));
        } catch (OutputException e) {
            // As if the process were killed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RawOutput.of(output.taken());
    }

    /** What a check of a stream finds. */
    List<String> check(String stream) {
        return new SourceCheck(config(), pages(), new MemoryBudget(16 << 20))
                .faults(List.of(catalog.stream(stream).orElseThrow()));
    }

    private PageSource pages() {
        HttpTransport transport = new HttpTransport(
                HttpClients.create(LIMITS, "agent", Map.of()), LIMITS, pauses, Redaction.NONE, CallBudget.UNLIMITED);
        return around.apply(new HttpPages(transport, Redaction.NONE, message -> {}, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private Config config() {
        return new Config(
                JsonNodeFactory.instance.objectNode(),
                Redaction.NONE,
                Optional.empty(),
                new HttpOptions(0, Duration.ZERO, Duration.ofMinutes(1)),
                1,
                checkpointInterval,
                1 << 20,
                false,
                List.of());
    }
}
