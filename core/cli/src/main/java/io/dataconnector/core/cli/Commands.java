package io.dataconnector.core.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands of a program as picocli models, each with the options {@code --help} and {@code --version}. They are
 * built through the API, because processing annotations takes longer than most commands run.
 */
public final class Commands {
    private final IVersionProvider version;

    /**
     * @param program its name
     * @param main a class in its jar
     */
    public Commands(String program, Class<?> main) {
        version = new ProgramVersion(program, main);
    }

    /** A command that only groups subcommands. */
    public CommandSpec group(String name) {
        return withStandardOptions(CommandSpec.create(), name);
    }

    /**
     * A command.
     *
     * @param action what it does; returns the exit code
     */
    public CommandSpec command(String name, Callable<Integer> action) {
        return withStandardOptions(CommandSpec.wrapWithoutInspection(action), name);
    }

    private CommandSpec withStandardOptions(CommandSpec command, String name) {
        return command.name(name)
                .versionProvider(version)
                .addOption(flag("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(flag("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }

    /** An option without a parameter, whose value is a {@code Boolean}. */
    public static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class).initialValue(false);
    }

    /** The command {@code generate-completion}, which prints a script that completes command lines in a shell. */
    public CommandSpec completion(CommandSpec program) {
        CommandSpec completion = command("generate-completion", () -> printCompletion(program.commandLine()))
                .helpCommand(true);
        completion
                .usageMessage()
                .description(
                        "Generate bash/zsh completion script for " + program.name() + ".",
                        "Run the following command to give `" + program.name()
                                + "` TAB completion in the current shell:",
                        "",
                        "  source <(" + program.name() + " generate-completion)",
                        "")
                .optionListHeading("Options:%n");
        return completion;
    }

    private static int printCompletion(CommandLine program) {
        PrintWriter out = program.getOut();
        // No println(): shell scripts with Windows line endings fail in strange ways.
        out.print(AutoComplete.bash(program.getCommandName(), program) + "\n");
        out.flush();
        return 0;
    }
}
