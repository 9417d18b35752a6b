package io.dataconnector.normalizer.cli;

import picocli.CommandLine;

/** The program {@code normalizer}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        FailureHandler failures = new FailureHandler();
        CommandLine command = NormalizerCommand.commandLine().setExecutionExceptionHandler(failures);
        System.exit(run(command, failures, args));
    }

    private static int run(CommandLine command, FailureHandler failures, String... args) {
        try {
            return command.execute(args);
        } catch (Error e) {
            return failures.handle(e, command.getErr());
        }
    }
}
