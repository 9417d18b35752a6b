package io.dataconnector.connector.cli;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.core.cli.TextOutput;
import io.dataconnector.core.fault.PathFault;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code connector}. */
public final class Main {
    private static final String NOW = "dataconnector.now";

    private Main() {}

    public static void main(String[] args) {
        AirbyteOutput output = new AirbyteOutput(
                new FileOutputStream(FileDescriptor.out), Clock.systemUTC(), logLevel(System.getenv()));
        System.exit(run(output, args));
    }

    private static int run(AirbyteOutput output, String... args) {
        FailureHandler failures = new FailureHandler(output);
        TextOutput text = new TextOutput(new FileOutputStream(FileDescriptor.out));
        CommandLine command = ConnectorCommandLine.of(new ConnectorCommands(output, Main::now), args)
                .setExecutionExceptionHandler(failures)
                .setOut(text.writer());
        Optional<String> lost = PathFault.inArguments(args);
        if (lost.isPresent()) {
            command.getErr().println("connector: " + lost.get());
            return CommandLine.ExitCode.USAGE;
        }
        try {
            return text.finish(command.execute(args), "connector", command.getErr());
        } catch (Error e) {
            return failures.handle(e, command.getErr());
        }
    }

    /**
     * What the templates and cursors of a manifest take for now: the instant in the system property {@code
     * dataconnector.now}, so that a run can be repeated, or else the time.
     */
    private static Clock now() {
        String instant = System.getProperty(NOW);
        try {
            return instant == null ? Clock.systemUTC() : Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The system property " + NOW + " is not an instant, such as 2024-06-01T00:00:00Z: " + instant
                            + ".");
        }
    }

    /** The level that the environment variable LOG_LEVEL names, or INFO. */
    static LogLevel logLevel(Map<String, String> environment) {
        String wanted = environment.getOrDefault("LOG_LEVEL", "").toUpperCase(Locale.ROOT);
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equals(wanted)) {
                return level;
            }
        }
        return LogLevel.INFO;
    }
}
