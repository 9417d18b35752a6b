package io.dataconnector.spark;

import io.dataconnector.spark.SparkRun.Format;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line, without a library: none may be in the jar that a cluster has in another version.
 *
 * @param output the folder of the results
 * @param maxRejects how many rejects are allowed; any number if it is empty
 */
record CommandLine(Options options, String output, Format format, Optional<Long> maxRejects, boolean isQuiet) {
    static final String USAGE = """
            Usage: spark-submit --class io.dataconnector.spark.Main dataconnector-spark.jar
                       INPUT... --output URI [OPTION]...

            Makes analytics-ready tables out of the raw output of Airbyte sources, on Apache Spark.

              INPUT...             Raw outputs, plain, gzip or zstd: paths, URIs of Hadoop, or globs of either.
              --output URI         The folder for the results.
              --tables DIR         A folder of table definitions that add to the shipped ones, or replace
                                   those of the same name.
              --no-shipped-tables  Leave the shipped tables out.
              --only TABLE,...     Only these tables.
              --format FORMAT      csv (default) or parquet.
              --strict             Fail if there is a reject, as --max-rejects 0 does.
              --max-rejects N      Fail if there are more rejects: the tables are left as they are, rejects
                                   and report.json are written.
              --split-bytes N      How many bytes of the inputs a task reads (default: 67108864).
              --partitions N       In how many parts rows are sorted (default: by their size).
              --quiet              Print no summary.
              --help, --version    Print this, or the version, and exit.

            Exit status: 0 the tables were written; 1 they were left as they are, and standard error says
            why; 2 the command line is wrong.
            """;

    /**
     * Parses a command line.
     *
     * @throws UsageException if it is wrong
     */
    static CommandLine parse(String... arguments) {
        Parser parser = new Parser(Arrays.asList(arguments).iterator());
        while (parser.arguments.hasNext()) {
            parser.take(parser.arguments.next());
        }
        return parser.commandLine();
    }

    private static final class Parser {
        private final Iterator<String> arguments;
        private final List<String> inputs = new ArrayList<>();
        private final List<String> only = new ArrayList<>();
        private Optional<String> output = Optional.empty();
        private Optional<Path> tables = Optional.empty();
        private Format format = Format.CSV;
        private Optional<Long> maxRejects = Optional.empty();
        private long splitBytes = Options.DEFAULT_SPLIT_BYTES;
        private OptionalInt partitions = OptionalInt.empty();
        private boolean withShippedTables = true;
        private boolean isStrict;
        private boolean isQuiet;

        private Parser(Iterator<String> arguments) {
            this.arguments = arguments;
        }

        private void take(String argument) {
            if (!argument.startsWith("--")) {
                inputs.add(argument);
                return;
            }
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            switch (option) {
                case "--no-shipped-tables" -> withShippedTables = !isSet(argument, option);
                case "--strict" -> isStrict = isSet(argument, option);
                case "--quiet" -> isQuiet = isSet(argument, option);
                default -> take(option, equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1)));
            }
        }

        private static boolean isSet(String argument, String option) {
            if (!argument.equals(option)) {
                throw new UsageException(option + " takes no value");
            }
            return true;
        }

        private void take(String option, Optional<String> given) {
            switch (option) {
                case "--output" -> output = Optional.of(value(option, given));
                case "--tables" -> tables = Optional.of(path(value(option, given)));
                case "--only" -> only.addAll(List.of(value(option, given).split(",", -1)));
                case "--format" -> format = format(value(option, given));
                case "--max-rejects" ->
                    maxRejects = Optional.of(number(option, value(option, given), 0, Long.MAX_VALUE));
                case "--split-bytes" -> splitBytes = number(option, value(option, given), 1, Long.MAX_VALUE);
                case "--partitions" ->
                    partitions = OptionalInt.of((int) number(option, value(option, given), 1, Integer.MAX_VALUE));
                default -> throw new UsageException("there is no option " + option);
            }
        }

        private String value(String option, Optional<String> given) {
            if (given.isEmpty() && !arguments.hasNext()) {
                throw new UsageException(option + " needs a value");
            }
            String value = given.orElseGet(arguments::next);
            if (value.isEmpty()) {
                throw new UsageException("the value of " + option + " is empty");
            }
            return value;
        }

        private static Path path(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new UsageException("--tables is no path: " + text);
            }
        }

        private static Format format(String text) {
            return Arrays.stream(Format.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("--format is csv or parquet, not " + text));
        }

        private static long number(String option, String text, long min, long max) {
            try {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // It is no number of 64 bits.
            }
            throw new UsageException(option + " is a whole number from " + min + " on, not " + text);
        }

        private CommandLine commandLine() {
            if (inputs.isEmpty()) {
                throw new UsageException("no input is named");
            }
            if (!withShippedTables && tables.isEmpty()) {
                throw new UsageException("--no-shipped-tables needs --tables DIR");
            }
            Options options = new Options(inputs, tables, withShippedTables, only, splitBytes, partitions);
            return new CommandLine(
                    options,
                    output.orElseThrow(() -> new UsageException("--output is missing: name the folder of the results")),
                    format,
                    isStrict ? Optional.of(0L) : maxRejects,
                    isQuiet);
        }
    }
}
