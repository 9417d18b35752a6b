package io.dataconnector.benchmarks.cli;

import io.dataconnector.benchmarks.BenchmarkException;
import picocli.CommandLine;

/** The program {@code benchmarks}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchmarksCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof BenchmarkException)) {
                throw failure;
            }
            command.getErr().println("benchmarks: " + failure.getMessage());
            return 1;
        });
    }
}
