package io.dataconnector.connector.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a stream of a manifest whose components depend on what a connection says of it: its configured stream, its state. */
final class ConnectionRead {
    private final Path folder;
    private final String manifest;
    private final PageSource pages;
    private final Clock clock;
    private final Map<String, ObjectNode> configured = new HashMap<>();
    private Config config = config(10_000);
    private ObjectNode options = JsonNodeFactory.instance.objectNode();
    private ObjectNode states = JsonNodeFactory.instance.objectNode();

    /** @param folder for the file of the state */
    ConnectionRead(Path folder, String manifest, PageSource pages, Clock clock) {
        this.folder = folder;
        this.manifest = manifest;
        this.pages = pages;
        this.clock = clock;
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What templates see as the configuration. */
    ConnectionRead options(ObjectNode written) {
        options = written;
        return this;
    }

    /** How a stream is configured, as in a configured catalog. */
    ConnectionRead configured(String stream, String written) {
        configured.put(stream, object(written));
        return this;
    }

    /** The states of streams, by name. */
    ConnectionRead states(String written) {
        states = object(written);
        return this;
    }

    /** Writes a state after so many records. */
    ConnectionRead checkpointInterval(int records) {
        config = config(records);
        return this;
    }

    Catalog catalog() {
        Retrievals reader = new Retrievals(() -> pages, config.maxRecordBytes(), new MemoryBudget(16 << 20));
        return Sources.of(manifest, options.toString(), clock, reader, new Connection() {
                    @Override
                    public Optional<ObjectNode> configured(String stream) {
                        return Optional.ofNullable(configured.get(stream));
                    }

                    @Override
                    public ObjectNode state(String stream) {
                        return states.path(stream) instanceof ObjectNode object
                                ? object
                                : JsonNodeFactory.instance.objectNode();
                    }
                })
                .catalog();
    }

    /** Reads a stream by its cursor, if it has one, or else by a full refresh. */
    RawOutput read(String stream) {
        try {
            Catalog catalog = catalog();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ReadContext context = new ReadContext(
                    config,
                    pages,
                    new AirbyteOutput(bytes, clock, LogLevel.INFO),
                    new StopRequest(),
                    Progress.NONE,
                    clock,
                    new MemoryBudget(16 << 20),
                    Parallelism.overHttp(1));
            var definition = catalog.stream(stream).orElseThrow();
            SyncMode mode = definition.cursor().isPresent() ? SyncMode.INCREMENTAL : SyncMode.FULL_REFRESH;
            Path file = Files.writeString(folder.resolve("state.json"), states.toString());
            new SourceReader(context)
                    .read(List.of(new ConfiguredStream(definition, mode)), StateReader.read(file, catalog));
            return RawOutput.of(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a check of a stream finds. */
    List<String> check(String stream) {
        return new SourceCheck(config, pages, new MemoryBudget(16 << 20))
                .faults(List.of(catalog().stream(stream).orElseThrow()));
    }

    private static Config config(int checkpointInterval) {
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
