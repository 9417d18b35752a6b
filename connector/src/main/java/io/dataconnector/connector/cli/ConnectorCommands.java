package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredCatalog;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.ConfigReader;
import io.dataconnector.connector.config.Spec;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.page.FixturePages;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.protocol.OutputException;
import io.dataconnector.connector.state.RawStates;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.connector.sync.ReadContext;
import io.dataconnector.connector.sync.SourceCheck;
import io.dataconnector.connector.sync.SourceReader;
import io.dataconnector.connector.sync.StopRequest;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.raw.RawInput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the commands of the connector do. Each returns its exit code: 0, or 1 if something could not be read. */
final class ConnectorCommands {
    private static final int OK = 0;
    private static final int FAILED = 1;

    private final AirbyteOutput output;

    ConnectorCommands(AirbyteOutput output) {
        this.output = requireNonNull(output, "output is null");
    }

    void writeDebugMessages() {
        output.setLogLevel(LogLevel.DEBUG);
    }

    int spec() {
        output.message("SPEC", "spec", Spec.content());
        return OK;
    }

    int check(Path configFile) {
        List<String> faults = faults(configFile);
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("status", faults.isEmpty() ? "SUCCEEDED" : "FAILED");
        if (!faults.isEmpty()) {
            status.put("message", String.join("\n", faults));
        }
        output.message("CONNECTION_STATUS", "connectionStatus", status);
        return OK;
    }

    private static List<String> faults(Path configFile) {
        try {
            Config config = ConfigReader.read(configFile);
            Catalog catalog = Catalog.load(config);
            return new SourceCheck(
                            config,
                            new FixturePages(config.fixturesBasePath()),
                            MemoryBudget.ofHeap(Runtime.getRuntime().maxMemory()))
                    .faults(catalog.streams());
        } catch (ConnectorException e) {
            return List.of(e.getMessage());
        }
    }

    int discover(Path configFile) {
        Config config = ConfigReader.read(configFile);
        output.message("CATALOG", "catalog", Catalog.load(config).toAirbyteCatalog());
        return OK;
    }

    int read(Path configFile, Path catalogFile, Optional<Path> stateFile, boolean isQuiet) {
        Config config = ConfigReader.read(configFile);
        Catalog catalog = Catalog.load(config);
        ConfiguredCatalog configured = ConfiguredCatalog.read(catalogFile, catalog);
        StateReader states =
                stateFile.map(file -> StateReader.read(file, catalog)).orElseGet(() -> StateReader.none(catalog));
        config.unknownOptions()
                .forEach(name -> output.log(
                        LogLevel.WARN, "Configuration at /" + name + ": there is no such option; it is ignored."));
        if (configured.streams().isEmpty()) {
            output.log(LogLevel.WARN, "The configured catalog names no stream; there is nothing to read.");
        }
        configured.warnings().forEach(warning -> output.log(LogLevel.WARN, warning));
        states.warnings().forEach(warning -> output.log(LogLevel.WARN, warning));
        PageSource pages = new FixturePages(config.fixturesBasePath());
        StopRequest stop = new StopRequest();
        Runnable awaitDeathIfStopped = StopSignals.install(stop);
        try (Progress progress = isQuiet
                ? Progress.NONE
                : Progress.onTerminal("streams", configured.streams().size())) {
            SourceReader source = new SourceReader(ReadContext.ofMachine(config, pages, output, stop, progress));
            return source.read(configured.streams(), states) ? OK : FAILED;
        } finally {
            stop.done();
            awaitDeathIfStopped.run();
        }
    }

    /**
     * Prints the state of raw outputs. Standard output is likely to be the file that the next read is handed, so
     * nothing else is ever written there, whatever fails.
     */
    int state(List<RawInput> rawOutputs, PrintWriter err) {
        try {
            RawStates states = new RawStates();
            rawOutputs.forEach(states::read);
            output.line(states.toJson());
            return OK;
        } catch (OutputException e) {
            throw e;
        } catch (ConnectorException e) {
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
