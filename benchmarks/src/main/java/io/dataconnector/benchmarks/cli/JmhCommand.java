package io.dataconnector.benchmarks.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Measures parts of the programs. Arguments that JMH refuses end the process. */
@Command(
        name = "jmh",
        header = "Measures parts of the programs with JMH.",
        description = {"", "Takes JMH's arguments: patterns of benchmark names, and options; -h lists them.", ""})
final class JmhCommand implements Callable<Integer> {
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
