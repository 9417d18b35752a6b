package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.ConfiguredCatalog;
import io.dataconnector.connector.config.Config;
import io.dataconnector.connector.config.ConfigReader;
import io.dataconnector.connector.config.Spec;
import io.dataconnector.connector.page.FixturePages;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.ConnectorException;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.connector.state.RawStates;
import io.dataconnector.connector.state.StateReader;
import io.dataconnector.connector.sync.ReadContext;
import io.dataconnector.connector.sync.SourceCheck;
import io.dataconnector.connector.sync.SourceReader;
import io.dataconnector.connector.sync.StopRequest;
import io.dataconnector.core.cli.ProgramVersion;
import io.dataconnector.core.cli.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The commands of the connector. Each returns its exit code: 0, or 1 if something could not be read. */
@Command(
        name = "connector",
        header = "An Airbyte source: reads streams page by page and writes Airbyte messages.",
        description = {
            "",
            "Standard output carries one Airbyte message a line, standard error text for people.",
            "The environment variable LOG_LEVEL (FATAL, ERROR, WARN, INFO, DEBUG or TRACE; INFO without it) says which",
            "LOG messages are written.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was done; a failed check is an answer and counts as done",
            "1:something could not be read; TRACE ERROR messages say what",
            "2:the command line is wrong",
            "130, 143:a signal, SIGINT or SIGTERM, ended the read in order",
            "141:whoever read standard output has gone"
        },
        subcommands = GenerateCompletion.class)
final class ConnectorCommand {
    private static final int OK = 0;
    private static final int FAILED = 1;

    private final AirbyteOutput output;

    @picocli.CommandLine.Spec
    private CommandSpec command;

    ConnectorCommand(AirbyteOutput output) {
        this.output = requireNonNull(output, "output is null");
    }

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Write DEBUG messages, such as one for each page.")
    void setDebug(boolean isDebug) {
        if (isDebug) {
            output.setLogLevel(LogLevel.DEBUG);
        }
    }

    @Command(description = "Print the options that a configuration may have.", mixinStandardHelpOptions = true)
    int spec() {
        output.message("SPEC", "spec", Spec.content());
        return OK;
    }

    @Command(
            description = "Read the first page of every stream and tell whether a read would succeed.",
            mixinStandardHelpOptions = true)
    int check(@Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG) Path configFile) {
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
            return new SourceCheck(config, new FixturePages(config.fixturesBasePath())).faults(catalog.streams());
        } catch (ConnectorException e) {
            return List.of(e.getMessage());
        }
    }

    @Command(description = "Print the streams that can be read, and their schemas.", mixinStandardHelpOptions = true)
    int discover(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG) Path configFile) {
        Config config = ConfigReader.read(configFile);
        output.message("CATALOG", "catalog", Catalog.load(config).toAirbyteCatalog());
        return OK;
    }

    @Command(
            description = "Read the configured streams and print their records and states.",
            mixinStandardHelpOptions = true)
    int read(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG) Path configFile,
            @Option(names = "--catalog", required = true, paramLabel = "FILE", description = CATALOG) Path catalogFile,
            @Option(names = "--state", paramLabel = "FILE", description = STATE) Optional<Path> stateFile,
            @Option(names = "--quiet", description = "Show no progress on a terminal.") boolean isQuiet) {
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
        StopHook.install(stop);
        try (Progress progress = isQuiet
                ? Progress.NONE
                : Progress.onTerminal("streams", configured.streams().size())) {
            SourceReader source = new SourceReader(new ReadContext(config, pages, output, stop, progress));
            return source.read(configured.streams(), states) ? OK : FAILED;
        } finally {
            stop.done();
        }
    }

    @Command(
            description = {
                "Print the state that raw outputs hold, ready for --state.",
                "The last state of each stream counts. A completed full refresh is left out, so that it is read again."
            },
            mixinStandardHelpOptions = true)
    int state(
            @Parameters(
                            paramLabel = "RAW",
                            arity = "1..*",
                            description = "What `connector read` wrote, the oldest first; - for standard input.")
                    List<Path> rawOutputs) {
        RawStates states = new RawStates();
        try {
            rawOutputs.forEach(states::read);
        } catch (ConnectorException e) {
            // Standard output is likely to be the file that the next read is handed.
            command.commandLine().getErr().println("connector: " + e.getMessage());
            return FAILED;
        }
        output.line(states.toJson());
        return OK;
    }

    private static final String CONFIG = "The configuration, JSON; `connector spec` prints its schema.";
    private static final String CATALOG =
            "The configured catalog, JSON: the streams to read, made from what `connector discover` prints.";
    private static final String STATE =
            "Where the last read left off, JSON: what `connector state` prints. Without it everything is read.";
}
