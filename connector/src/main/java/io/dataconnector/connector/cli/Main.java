package io.dataconnector.connector.cli;

import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.LogLevel;
import io.dataconnector.core.cli.TextOutput;
import io.dataconnector.core.fault.PathFault;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code connector}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        AirbyteOutput output = new AirbyteOutput(
                new FileOutputStream(FileDescriptor.out), Clock.systemUTC(), logLevel(System.getenv()));
        System.exit(run(output, args));
    }

    private static int run(AirbyteOutput output, String... args) {
        FailureHandler failures = new FailureHandler(output);
        TextOutput text = new TextOutput(new FileOutputStream(FileDescriptor.out));
        CommandLine command = ConnectorCommandLine.of(new ConnectorCommands(output), args)
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
