package io.dataconnector.connector.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.HttpOptions;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.page.InMemoryPages;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sync engine over pages in memory, with the streams that ship with the program. State goes from
 * one read to the next as it does in life: as text in a file.
 */
final class InMemorySync {
    /** No state: everything is read. */
    static final String NO_STATE = "{}";

    private static final Catalog CATALOG = Sources.shipped();

    private final InMemoryPages pages = new InMemoryPages();
    private final StopRequest stop = new StopRequest();
    private final Path stateFile;
    private Optional<String> manifest = Optional.empty();
    private final Map<String, Instant> startDates = new HashMap<>();
    private Optional<Instant> startDate = Optional.empty();
    private Duration lookbackWindow = Duration.ZERO;
    private int checkpointInterval = 10_000;
    private int maxRecordBytes = 1 << 20;
    private boolean timestampsInUtc;
    private Clock clock = Clock.systemUTC();
    private MemoryBudget memory = new MemoryBudget(64 << 20);
    private Parallelism parallelism = Parallelism.ofFiles(1, 4);
    private boolean wasComplete;
    private TornOutput torn = new TornOutput(0);

    /** Keeps its state in a folder. */
    InMemorySync(Path folder) {
        this.stateFile = folder.resolve("state.json");
    }

    static ConfiguredStream incremental(String stream) {
        return new ConfiguredStream(CATALOG.stream(stream).orElseThrow(), SyncMode.INCREMENTAL);
    }

    static ConfiguredStream fullRefresh(String stream) {
        return new ConfiguredStream(CATALOG.stream(stream).orElseThrow(), SyncMode.FULL_REFRESH);
    }

    /** The text of a record. */
    static String record(String id, String updatedAt) {
        return "{\"id\":\"" + id + "\",\"updated_at\":\"" + updatedAt + "\"}";
    }

    InMemoryPages pages() {
        return pages;
    }

    /** Puts a page there that others follow. */
    InMemorySync page(String stream, String token, String nextToken, String... records) {
        pages.put(
                stream, token, "{\"data\":[" + String.join(",", records) + "],\"next_cursor\":\"" + nextToken + "\"}");
        return this;
    }

    /** Puts a page there that is the last. */
    InMemorySync lastPage(String stream, String token, String... records) {
        pages.put(stream, token, "{\"data\":[" + String.join(",", records) + "],\"next_cursor\":null}");
        return this;
    }

    /** Reads the streams of another manifest than the shipped one. */
    InMemorySync manifest(String yaml) {
        manifest = Optional.of(yaml);
        return this;
    }

    /** A stream of the manifest. */
    ConfiguredStream stream(String name, SyncMode mode) {
        return new ConfiguredStream(catalog().stream(name).orElseThrow(), mode);
    }

    /** The streams as the configuration makes them now. */
    private Catalog catalog() {
        return manifest.map(yaml -> Sources.of(yaml, "{}", clock).catalog())
                .orElseGet(() -> Sources.shipped(config().content()));
    }

    InMemorySync checkpointInterval(int records) {
        checkpointInterval = records;
        return this;
    }

    InMemorySync lookbackWindow(Duration window) {
        lookbackWindow = window;
        return this;
    }

    InMemorySync startDate(String date) {
        startDate = Optional.of(Instant.parse(date));
        return this;
    }

    InMemorySync startDate(String stream, String date) {
        startDates.put(stream, Instant.parse(date));
        return this;
    }

    /** Sets the clock of the connector and that of the source. */
    InMemorySync clock(Clock newClock) {
        clock = newClock;
        pages.setClock(newClock);
        return this;
    }

    InMemorySync memory(long bytes) {
        memory = new MemoryBudget(bytes);
        return this;
    }

    /** The memory that reads may take. */
    MemoryBudget memory() {
        return memory;
    }

    InMemorySync processors(int number) {
        return parallelism(Parallelism.ofFiles(1, number));
    }

    InMemorySync parallelism(Parallelism newParallelism) {
        parallelism = newParallelism;
        return this;
    }

    InMemorySync maxRecordBytes(int bytes) {
        maxRecordBytes = bytes;
        return this;
    }

    InMemorySync timestampsInUtc() {
        timestampsInUtc = true;
        return this;
    }

    /** Reads with the state that a file holds. */
    RawOutput read(String state, ConfiguredStream... streams) {
        return readUntil(Long.MAX_VALUE, state, streams);
    }

    /** Reads until the output has taken so many bytes, as if the process were killed there. */
    RawOutput readUntil(long bytes, String state, ConfiguredStream... streams) {
        wasComplete = false;
        torn = new TornOutput(bytes);
        try {
            wasComplete = source().read(configured(streams), stateOf(state));
        } catch (OutputException e) {
            // As if the process were killed.
        }
        return output();
    }

    /** What the last read has written, even if it failed. */
    RawOutput output() {
        return RawOutput.of(torn.taken());
    }

    /** The threads that have written it. */
    Set<Thread> outputThreads() {
        return torn.writers();
    }

    /** Whether the last read came to the end of all its streams. */
    boolean wasComplete() {
        return wasComplete;
    }

    /** Asks the read to stop, as a signal does. */
    void requestStop() {
        try {
            stop.requestAndWait(0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a check of the streams finds. */
    List<String> check(String... streams) {
        return new SourceCheck(config(), pages, memory)
                .faults(Arrays.stream(streams)
                        .map(name -> catalog().stream(name).orElseThrow())
                        .toList());
    }

    /** The streams as the configuration of this read makes them; one that does not ship with the program stays as it is. */
    private List<ConfiguredStream> configured(ConfiguredStream... streams) {
        Catalog catalog = catalog();
        return Arrays.stream(streams)
                .map(stream -> manifest.isPresent() || isShipped(stream)
                        ? new ConfiguredStream(
                                catalog.stream(stream.definition().name()).orElseThrow(), stream.syncMode())
                        : stream)
                .toList();
    }

    private static boolean isShipped(ConfiguredStream stream) {
        return CATALOG.streams().contains(stream.definition());
    }

    private SourceReader source() {
        AirbyteOutput output = new AirbyteOutput(torn, clock, LogLevel.INFO);
        return new SourceReader(
                new ReadContext(config(), pages, output, stop, Progress.NONE, clock, memory, parallelism));
    }

    private Config config() {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("lookback_window", lookbackWindow.toString());
        startDate.ifPresent(date -> content.put("start_date", date.toString()));
        ArrayNode dates = content.putArray("start_dates");
        startDates.forEach(
                (stream, date) -> dates.addObject().put("stream", stream).put("start_date", date.toString()));
        return new Config(
                content,
                Redaction.NONE,
                Optional.of(Path.of("not used")),
                new HttpOptions(0, Duration.ZERO, Duration.ofMinutes(1)),
                1,
                checkpointInterval,
                maxRecordBytes,
                timestampsInUtc,
                List.of());
    }

    private StateReader stateOf(String json) {
        try {
            return StateReader.read(Files.writeString(stateFile, json), catalog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
