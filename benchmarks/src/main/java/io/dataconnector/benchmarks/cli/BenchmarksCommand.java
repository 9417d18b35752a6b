package io.dataconnector.benchmarks.cli;

import picocli.CommandLine.Command;

/** The commands of the benchmarks. */
@Command(
        name = "benchmarks",
        header = "Measures the connector and the normalizer.",
        mixinStandardHelpOptions = true,
        subcommands = {GenerateCommand.class, EndToEndCommand.class, JmhCommand.class, DuckDbCommand.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was done",
            "1:something failed, and standard error says what",
            "2:the command line is wrong"
        })
final class BenchmarksCommand {}
