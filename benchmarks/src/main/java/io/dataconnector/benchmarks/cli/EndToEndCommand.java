package io.dataconnector.benchmarks.cli;

import io.dataconnector.benchmarks.endtoend.EndToEnd;
import io.dataconnector.benchmarks.process.Programs;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures whole processes. */
@Command(
        name = "end-to-end",
        header = "Measures the programs as processes, compared with cat and DuckDB, and prints a table in Markdown.",
        description = {
            "",
            "All jobs of a group are run in turn, so that what disturbs the machine for a while disturbs all of them.",
            "Nothing else should run meanwhile.",
            ""
        },
        mixinStandardHelpOptions = true)
final class EndToEndCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "How much data, see `generate` (default: ${DEFAULT-VALUE}).")
    private BigDecimal scale = BigDecimal.ONE;

    @Option(
            names = "--scales",
            paramLabel = "N",
            split = ",",
            defaultValue = "0.1,1,10",
            description = "The scales that the group scale compares (default: ${DEFAULT-VALUE}). At 10 it takes 40 GB "
                    + "of disk.")
    private List<BigDecimal> scales = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many times each job is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "GROUP",
            split = ",",
            description =
                    "Only these groups of read, http, normalize, scale, pages, compact, formats and start, separated by commas.")
    private List<String> only = List.of();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "benchmarks/target/end-to-end",
            description = "The folder for data and results. Existing data is reused (default: " + "${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(
            names = "--project",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder of the project, with the programs built (default: ${DEFAULT-VALUE}).")
    private Path project = Path.of("");

    @Override
    public Integer call() {
        EndToEnd benchmark = new EndToEnd(scale, scales, rounds, folder, new Programs(project));
        benchmark.run(
                only, command.commandLine().getOut(), command.commandLine().getErr());
        return 0;
    }
}
