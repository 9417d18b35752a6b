package io.dataconnector.normalizer.cli;

import picocli.CommandLine;

/** The program {@code normalizer}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new NormalizerCommand())
                .setExecutionExceptionHandler(new FailureHandler())
                .execute(args));
    }
}
