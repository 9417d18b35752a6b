package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredCatalog;
import io.dataconnector.connector.catalog.Source;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.CallBudget;
import io.dataconnector.connector.page.FixturePages;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.protocol.StreamStatus;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.state.RawStates;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.connector.sync.ReadContext;
import io.dataconnector.connector.sync.SourceCheck;
import io.dataconnector.connector.sync.SourceReader;
import io.dataconnector.connector.sync.StopRequest;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawInputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the commands of the connector do. Each returns its exit code: 0, or 1 if something could not be read. */
final class ConnectorCommands {
    private static final int OK = 0;
    private static final int FAILED = 1;
    /** Somebody waits for the answer, and there may be as many waits as streams. */
    private static final int MAX_RETRIES_OF_CHECK = 2;

    private final AirbyteOutput output;
    private final Supplier<Clock> now;

    /** @param now the clock of templates and cursors; asked for when a manifest is read */
    ConnectorCommands(AirbyteOutput output, Supplier<Clock> now) {
        this.output = requireNonNull(output, "output is null");
        this.now = requireNonNull(now, "now is null");
    }

    void writeDebugMessages() {
        output.setLogLevel(LogLevel.DEBUG);
    }

    int spec(Optional<Path> manifestFile) {
        output.message("SPEC", "spec", Setup.specification(manifestFile));
        return OK;
    }

    int check(Path configFile, Optional<Path> manifestFile) {
        List<String> faults = faults(configFile, manifestFile);
        output.connectionStatus(faults);
        return OK;
    }

    private List<String> faults(Path configFile, Optional<Path> manifestFile) {
        try {
            Setup setup = setup(
                    configFile,
                    manifestFile,
                    Source.Purpose.CHECK,
                    Connection.NONE,
                    now.get(),
                    (config, budget) -> pages(config, budget, MAX_RETRIES_OF_CHECK));
            List<String> faults = new ArrayList<>(setup.source().checkFaults());
            faults.addAll(new SourceCheck(
                            setup.config(),
                            setup.pages().get(),
                            MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory()))
                    .faults(setup.source().checkedStreams()));
            return faults;
        } catch (ConnectorException e) {
            return List.of(e.getMessage());
        }
    }

    private Setup setup(
            Path configFile,
            Optional<Path> manifestFile,
            Source.Purpose purpose,
            Connection connection,
            Clock clock,
            Setup.PagesFactory pages) {
        Setup setup =
                Setup.read(configFile, manifestFile, purpose, connection, new Announced(true), clock, now.get(), pages);
        setup.source().warnings().forEach(warning -> output.log(LogLevel.WARN, warning));
        return setup;
    }

    /** What is found out while a configuration is read, on the output. */
    private final class Announced implements Setup.Messages {
        private final boolean isKept;

        /** @param isKept whether a message holds the configuration that the user's is to be replaced by */
        Announced(boolean isKept) {
            this.isKept = isKept;
        }

        @Override
        public void hideSecrets(Redaction secrets) {
            output.setRedaction(secrets);
        }

        @Override
        public void keep(ObjectNode config) {
            if (isKept) {
                output.configuration(config);
            }
        }
    }

    private PageSource pages(Config config, Optional<CallBudget> budget, int maxRetries) {
        if (config.fixturesBasePath().isPresent()) {
            return new FixturePages(config.fixturesBasePath().get());
        }
        return Upstream.of(
                config, budget, maxRetries, message -> output.log(LogLevel.INFO, message), output::configuration);
    }

    private PageSource pages(Config config, Optional<CallBudget> budget) {
        return pages(config, budget, Integer.MAX_VALUE);
    }

    int discover(Path configFile, Optional<Path> manifestFile) {
        Setup setup = setup(configFile, manifestFile, Source.Purpose.READ, Connection.NONE, now.get(), this::pages);
        Catalog catalog = setup.source().catalog();
        catalog.streams().stream()
                .filter(stream -> !stream.limits().isEmpty())
                .forEach(stream -> output.log(
                        LogLevel.WARN,
                        "Stream " + stream.name() + " is listed, but cannot be read: "
                                + String.join("; ", stream.limits()) + "."));
        output.message("CATALOG", "catalog", catalog.toAirbyteCatalog());
        return OK;
    }

    /**
     * Prints what of a manifest can be read. It is text for people, and so are its failures.
     *
     * @param configFile the configuration that templates are evaluated with; without it, one is made up
     */
    int explain(Path manifestFile, Optional<Path> configFile, PrintWriter out, PrintWriter err) {
        try {
            Source source = configFile.isPresent()
                    ? Setup.read(
                                    configFile.get(),
                                    Optional.of(manifestFile),
                                    Source.Purpose.EXPLAIN,
                                    Connection.NONE,
                                    new Announced(false),
                                    now.get(),
                                    now.get(),
                                    this::pages)
                            .source()
                    : Setup.sample(manifestFile, now.get());
            new Explanation(manifestFile.toString(), source)
                    .lines()
                    .forEach(line -> out.println(output.redacted(line)));
            return OK;
        } catch (ConnectorException e) {
            err.println("connector: " + output.redacted(e.getMessage()));
            err.flush();
            return FAILED;
        }
    }

    /** @param recordingFolder where the responses are also kept */
    int read(
            Path configFile,
            Optional<Path> manifestFile,
            Path catalogFile,
            Optional<Path> stateFile,
            Optional<Path> recordingFolder,
            boolean isQuiet) {
        Optional<Recording> recording = recordingFolder.map(folder -> Recording.begin(folder, now.get()));
        Setup setup = setup(
                configFile,
                manifestFile,
                Source.Purpose.READ,
                new ConnectionFiles(catalogFile, stateFile),
                recording.map(known -> Clock.fixed(known.now(), ZoneOffset.UTC)).orElseGet(now),
                (config, budget) -> recording.isPresent()
                        ? recording.get().of(pages(config, budget), config, output)
                        : pages(config, budget));
        Config config = setup.config();
        Catalog catalog = setup.source().catalog();
        ConfiguredCatalog configured = ConfiguredCatalog.read(catalogFile, catalog);
        StateReader states =
                stateFile.map(file -> StateReader.read(file, catalog)).orElseGet(() -> StateReader.none(catalog));
        config.unknownOptions()
                .forEach(name -> output.log(
                        LogLevel.WARN, "Configuration at /" + name + ": there is no such option; it is ignored."));
        configured.missing().forEach(stream -> miss(stream, catalog.absence(stream)));
        if (configured.streams().isEmpty() && configured.missing().isEmpty()) {
            output.log(LogLevel.WARN, "The configured catalog names no stream; there is nothing to read.");
        }
        configured.warnings().forEach(warning -> output.log(LogLevel.WARN, warning));
        states.warnings().forEach(warning -> output.log(LogLevel.WARN, warning));
        recording.ifPresent(known -> known.requireReplayable(configured.streams()));
        PageSource pages = setup.pages().get();
        StopRequest stop = new StopRequest();
        Runnable awaitDeathIfStopped = StopSignals.install(stop);
        try (Progress progress = isQuiet
                ? Progress.NONE
                : Progress.onTerminal("streams", configured.streams().size())) {
            SourceReader reader = new SourceReader(ReadContext.ofMachine(
                    config, pages, output, stop, progress, setup.source().concurrency()));
            boolean isComplete = reader.read(configured.streams(), states);
            return isComplete && configured.missing().isEmpty() ? OK : FAILED;
        } finally {
            stop.done();
            awaitDeathIfStopped.run();
        }
    }

    /** Of a stream that is made at run time, and is not there; the others are read. */
    private void miss(String stream, ConnectorException reason) {
        output.error(stream, reason);
        output.status(stream, StreamStatus.INCOMPLETE);
    }

    /**
     * Prints the state of raw outputs. Standard output is usually redirected to the state file of the next read, so
     * nothing else is written there, even on failure.
     */
    int state(List<RawInput> rawOutputs, PrintWriter err) {
        try {
            RawInput.checkAll(rawOutputs);
            RawStates states = new RawStates();
            rawOutputs.forEach(states::read);
            output.line(states.toJson());
            return OK;
        } catch (OutputException e) {
            throw e;
        } catch (ConnectorException | RawInputException e) {
            err.println("connector: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            err.println("connector: The heap is too small for the longest line. Raise it with -Xmx.");
        } catch (RuntimeException | Error e) {
            err.println("connector: " + ConnectorException.describing(e).getMessage());
            e.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }
}
