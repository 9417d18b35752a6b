package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.core.raw.RawInput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** The command line of the connector: which commands there are, with which options, and what help says of them. */
final class ConnectorCommandLine {
    private static final Commands MODELS = new Commands("connector", ConnectorCommandLine.class);

    private final ConnectorCommands commands;
    private final CommandSpec program = MODELS.group("connector");
    private final OptionSpec debug = Commands.flag("--debug")
            .scopeType(ScopeType.INHERIT)
            .description("Write DEBUG messages, such as one for each page.")
            .build();

    private ConnectorCommandLine(ConnectorCommands commands) {
        this.commands = requireNonNull(commands, "commands is null");
    }

    /**
     * A command line for these arguments: with the command that they begin with, or with all commands if
     * they begin with none, because then it is likely that help is needed.
     */
    static CommandLine of(ConnectorCommands commands, String... args) {
        return new ConnectorCommandLine(commands).build(args);
    }

    private CommandLine build(String... args) {
        describeProgram();
        Map<String, Supplier<CommandSpec>> models = new LinkedHashMap<>();
        models.put("check", this::check);
        models.put("discover", this::discover);
        models.put("read", this::read);
        models.put("spec", this::spec);
        models.put("state", this::state);
        if (args.length > 0 && models.containsKey(args[0])) {
            models.keySet().retainAll(List.of(args[0]));
        } else {
            program.addSubcommand("generate-completion", MODELS.completion(program));
        }
        models.forEach((name, model) -> program.addSubcommand(name, model.get()));
        return new CommandLine(program);
    }

    private void describeProgram() {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put("0", "everything was done; a failed check is an answer and counts as done");
        exitCodes.put("1", "something could not be read; TRACE ERROR messages say what, or standard error does");
        exitCodes.put("2", "the command line is wrong");
        exitCodes.put("130, 143", "a signal, SIGINT or SIGTERM, ended the read in order");
        exitCodes.put("141", "whoever read standard output has gone");
        program.addOption(debug)
                .usageMessage()
                .header("An Airbyte source: reads streams page by page and writes Airbyte messages.")
                .description(
                        "",
                        "Standard output carries one Airbyte message a line, standard error text for people.",
                        "The environment variable LOG_LEVEL (FATAL, ERROR, WARN, INFO, DEBUG or TRACE; INFO without it)"
                                + " says which",
                        "LOG messages are written.",
                        "")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes);
    }

    private CommandSpec spec() {
        return command("spec", commands::spec, "Print the options that a configuration may have.");
    }

    private CommandSpec check() {
        OptionSpec config = config();
        return command(
                        "check",
                        () -> commands.check(config.getValue()),
                        "Read the first page of every stream and tell whether a read would succeed.")
                .addOption(config);
    }

    private CommandSpec discover() {
        OptionSpec config = config();
        return command(
                        "discover",
                        () -> commands.discover(config.getValue()),
                        "Print the streams that can be read, and their schemas.")
                .addOption(config);
    }

    private CommandSpec read() {
        OptionSpec config = config();
        OptionSpec catalog = file("--catalog")
                .required(true)
                .description("The configured catalog, JSON: the streams to read, made from what `connector discover`"
                        + " prints.")
                .build();
        OptionSpec state = file("--state")
                .description("Where the last read left off, JSON: what `connector state` prints. Without it everything"
                        + " is read.")
                .build();
        OptionSpec quiet = Commands.flag("--quiet")
                .description("Show no progress on a terminal.")
                .build();
        return command(
                        "read",
                        () -> commands.read(
                                config.getValue(),
                                catalog.getValue(),
                                Optional.ofNullable(state.getValue()),
                                quiet.getValue()),
                        "Read the configured streams and print their records and states.")
                .addOption(config)
                .addOption(catalog)
                .addOption(state)
                .addOption(quiet);
    }

    private CommandSpec state() {
        PositionalParamSpec rawOutputs = PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(RawInput.class)
                .converters(RawInput::new)
                .paramLabel("RAW")
                .arity("1..*")
                .required(true)
                .description("What `connector read` wrote, plain or gzip, the oldest first; - for standard input.")
                .build();
        return command(
                        "state",
                        () -> commands.state(
                                rawOutputs.getValue(), program.commandLine().getErr()),
                        "Print the state that raw outputs hold, ready for --state.",
                        "The last state of each stream counts. A completed full refresh is left out, so that it is read"
                                + " again.")
                .addPositional(rawOutputs);
    }

    private CommandSpec command(String name, Callable<Integer> action, String... description) {
        CommandSpec command = MODELS.command(name, () -> {
            if (debug.getValue()) {
                commands.writeDebugMessages();
            }
            return action.call();
        });
        command.usageMessage().description(description);
        return command;
    }

    private static OptionSpec config() {
        return file("--config")
                .required(true)
                .description("The configuration, JSON; `connector spec` prints its schema.")
                .build();
    }

    private static OptionSpec.Builder file(String name) {
        return OptionSpec.builder(name).type(Path.class).paramLabel("FILE");
    }
}
