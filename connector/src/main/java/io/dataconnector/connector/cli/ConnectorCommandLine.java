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

/** The command line of the connector: its commands, their options and help texts. */
final class ConnectorCommandLine {
    private static final Commands MODELS = new Commands("connector", ConnectorCommandLine.class);

    private final ConnectorCommands commands;
    private final CommandSpec program = MODELS.group("connector");
    private final OptionSpec debug = Commands.flag("--debug")
            .scopeType(ScopeType.INHERIT)
            .description("Write DEBUG messages, such as one per page.")
            .build();

    private ConnectorCommandLine(ConnectorCommands commands) {
        this.commands = requireNonNull(commands, "commands is null");
    }

    /**
     * A command line for these arguments: with only the command that they begin with, or with all commands if they do
     * not begin with one, because then the user probably needs help.
     */
    static CommandLine of(ConnectorCommands commands, String... args) {
        return new ConnectorCommandLine(commands).build(args);
    }

    private CommandLine build(String... args) {
        describeProgram();
        Map<String, Supplier<CommandSpec>> models = new LinkedHashMap<>();
        models.put("check", this::check);
        models.put("discover", this::discover);
        models.put("explain", this::explain);
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
        exitCodes.put("0", "success; a failed check is a valid result and counts as success");
        exitCodes.put("1", "something could not be read; TRACE ERROR messages say what, or standard error does");
        exitCodes.put("2", "the command line is invalid");
        exitCodes.put("130, 143", "stopped gracefully by SIGINT or SIGTERM");
        exitCodes.put("141", "the reader of standard output closed the pipe");
        program.addOption(debug)
                .usageMessage()
                .header("An Airbyte source: reads streams page by page and writes Airbyte messages.")
                .description(
                        "",
                        "Standard output carries one Airbyte message per line; text for humans goes to standard error.",
                        "The environment variable LOG_LEVEL (FATAL, ERROR, WARN, INFO, DEBUG or TRACE; default INFO)"
                                + " sets",
                        "the most detailed level of LOG messages that is written.",
                        "")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes);
    }

    private CommandSpec spec() {
        OptionSpec manifest = manifest();
        return command(
                        "spec",
                        () -> commands.spec(Optional.ofNullable(manifest.getValue())),
                        "Print the options that a configuration may have.")
                .addOption(manifest);
    }

    private CommandSpec check() {
        OptionSpec config = config();
        OptionSpec manifest = manifest();
        return command(
                        "check",
                        () -> commands.check(config.getValue(), Optional.ofNullable(manifest.getValue())),
                        "Read the first page of the streams that the manifest names for it, and report whether a read"
                                + " would succeed.")
                .addOption(config)
                .addOption(manifest);
    }

    private CommandSpec discover() {
        OptionSpec config = config();
        OptionSpec manifest = manifest();
        return command(
                        "discover",
                        () -> commands.discover(config.getValue(), Optional.ofNullable(manifest.getValue())),
                        "Print the streams that can be read, and their schemas.")
                .addOption(config)
                .addOption(manifest);
    }

    private CommandSpec explain() {
        OptionSpec manifest = file("--manifest-path")
                .required(true)
                .description("The manifest of the source, YAML, in Airbyte's declarative format.")
                .build();
        OptionSpec config = file("--config")
                .description(
                        "The configuration, JSON, that its templates are evaluated with. Without it, they are with one"
                                + " that is made up of what the manifest specifies.")
                .build();
        return command(
                        "explain",
                        () -> commands.explain(
                                manifest.getValue(),
                                Optional.ofNullable(config.getValue()),
                                program.commandLine().getOut(),
                                program.commandLine().getErr()),
                        "Print what of a manifest can be read, stream by stream, and what cannot, and why.",
                        "For a stream that can be read: bytes, its records are passed on as they come; tree, each record is"
                                + " built; page, each response is held in memory.")
                .addOption(manifest)
                .addOption(config);
    }

    private CommandSpec read() {
        OptionSpec config = config();
        OptionSpec manifest = manifest();
        OptionSpec catalog = file("--catalog")
                .required(true)
                .description("The configured catalog, JSON: the streams to read, made from what `connector discover`"
                        + " prints.")
                .build();
        OptionSpec state = file("--state")
                .description("Where the last read left off, JSON: what `connector state` prints. Without it everything"
                        + " is read.")
                .build();
        OptionSpec recording = OptionSpec.builder("--record")
                .type(Path.class)
                .paramLabel("DIR")
                .description("Also keep each response of the API as a file in this folder, which must be empty or not"
                        + " exist. A read whose configuration has it as fixtures_base_path gives the same records,"
                        + " without the API.")
                .build();
        OptionSpec quiet = Commands.flag("--quiet")
                .description("Show no progress on a terminal.")
                .build();
        return command(
                        "read",
                        () -> commands.read(
                                config.getValue(),
                                Optional.ofNullable(manifest.getValue()),
                                catalog.getValue(),
                                Optional.ofNullable(state.getValue()),
                                Optional.ofNullable(recording.getValue()),
                                quiet.getValue()),
                        "Read the configured streams and print their records and states.")
                .addOption(config)
                .addOption(manifest)
                .addOption(catalog)
                .addOption(state)
                .addOption(recording)
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
                .description(
                        "What `connector read` wrote, plain, gzip or zstd, the oldest first; - for standard input.")
                .build();
        return command(
                        "state",
                        () -> commands.state(
                                rawOutputs.getValue(), program.commandLine().getErr()),
                        "Print the state contained in raw outputs, ready for --state.",
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

    private static OptionSpec manifest() {
        return file("--manifest-path")
                .description("The manifest of the source, YAML, in Airbyte's declarative format. Without it, the"
                        + " configuration may bring one in __injected_declarative_manifest; otherwise it is the source"
                        + " that ships with the program.")
                .build();
    }

    private static OptionSpec.Builder file(String name) {
        return OptionSpec.builder(name).type(Path.class).paramLabel("FILE");
    }
}
