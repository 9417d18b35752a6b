package io.dataconnector.benchmarks.cli;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Generates data. */
@Command(
        name = "generate",
        header = "Generates pages, and the files that the connector needs to read them.",
        description = {"", "The same arguments give the same bytes. The page size does not change the records.", ""},
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "How much: at 1 there are 100,000 accounts, 300,000 users, 1,000,000 events and 500,000 "
                    + "invoices; up to 100 (default: ${DEFAULT-VALUE}).")
    private BigDecimal scale = BigDecimal.ONE;

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Records per page, or 0 for one page per stream (default: ${DEFAULT-VALUE}).")
    private int pageSize;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            required = true,
            description = "The folder for the data. It must be new or empty.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        DataSet dataSet = dataSet();
        long bytes = new DataFolder(folder).generate(dataSet);
        command.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "%,d records in %,.1f MB of pages; see %s%n",
                        dataSet.records(),
                        bytes / BYTES_PER_MEGABYTE,
                        folder);
        return 0;
    }

    private DataSet dataSet() {
        try {
            return new DataSet(scale, pageSize);
        } catch (BenchmarkException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
