package io.dataconnector.normalizer.cli;

import io.dataconnector.core.cli.TextOutput;
import io.dataconnector.core.fault.PathFault;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code normalizer}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        FailureHandler failures = new FailureHandler();
        Termination termination = new Termination();
        TextOutput output = new TextOutput(new FileOutputStream(FileDescriptor.out));
        CommandLine command = NormalizerCommand.commandLine(termination)
                .setExecutionExceptionHandler(failures)
                .setOut(output.writer());
        // A signal has an exit status of its own, which only a halt replaces.
        Thread hook = new Thread(() -> termination.processEnds().ifPresent(Runtime.getRuntime()::halt), "clean up");
        Runtime.getRuntime().addShutdownHook(hook);
        int status = output.finish(run(command, failures, args), "normalizer", command.getErr());
        remove(hook);
        System.exit(status);
    }

    /** A halt would keep the JVM from removing temporary files, such as the native code of DuckDB. */
    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal ends the process already, and the hook knows with which exit status.
        }
    }

    private static int run(CommandLine command, FailureHandler failures, String... args) {
        Optional<String> lost = PathFault.inArguments(args);
        if (lost.isPresent()) {
            command.getErr().println("normalizer: " + lost.get());
            return CommandLine.ExitCode.USAGE;
        }
        try {
            return command.execute(args);
        } catch (Error e) {
            return failures.handle(e, command.getErr());
        }
    }
}
