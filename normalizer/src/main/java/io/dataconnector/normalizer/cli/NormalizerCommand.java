package io.dataconnector.normalizer.cli;

import io.dataconnector.core.cli.ProgramVersion;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.normalizer.Normalization;
import io.dataconnector.normalizer.NormalizerException;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.raw.RawInput;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command of the normalizer. It returns its exit code. */
@Command(
        name = "normalizer",
        header = "Makes analytics-ready tables out of the raw output of Airbyte sources.",
        description = {"", "Writes a CSV file for each table, rejects.jsonl and report.json, all of them or none.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the tables were written; what could not be used is in rejects.jsonl",
            "1:the tables were left as they are, and standard error says why",
            "2:the command line is wrong"
        },
        subcommands = GenerateCompletion.class)
final class NormalizerCommand implements Callable<Integer> {
    private static final int OK = 0;

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "INPUT",
            arity = "0..*",
            defaultValue = "raw_output.jsonl",
            description = "Raw outputs: files, plain or gzip, or - for standard input (default: ${DEFAULT-VALUE}).")
    private List<String> inputNames = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "analytics",
            description = "The folder for the results (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("analytics");

    @Option(
            names = "--tables",
            paramLabel = "DIR",
            description =
                    "A folder of table definitions that add to the shipped ones, or replace those of the same name.")
    private Optional<Path> tables = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "TABLE",
            split = ",",
            description = "Make only these tables, given with commas between them.")
    private List<String> only = List.of();

    @Option(
            names = "--strict",
            description = "Fail if there is a reject: the tables are left as they are, rejects and report are written.")
    private boolean isStrict;

    @Option(names = "--quiet", description = "Show no progress on a terminal, and no summary.")
    private boolean isQuiet;

    @Override
    public Integer call() {
        List<RawInput> inputs = inputNames.stream().map(RawInput::new).toList();
        inputs.forEach(RawInput::check);
        try (OutputFolder folder = new OutputFolder(output);
                Normalization normalization = new Normalization(TableDefinitions.load(tables, only), folder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "clean up"));
            Report report = run(normalization, inputs);
            if (isStrict && report.rejectCount() > 0) {
                folder.commitOnly(Normalization.REJECTS, Normalization.REPORT);
                throw new NormalizerException(report.rejectCount() + " rejects, and --strict allows none. See "
                        + output.resolve(Normalization.REJECTS) + "; the tables were left as they are.");
            }
            folder.commit();
            if (!isQuiet) {
                summarize(report);
            }
        }
        return OK;
    }

    private Report run(Normalization normalization, List<RawInput> inputs) {
        try (Progress progress = isQuiet ? Progress.NONE : Progress.onTerminal("inputs", inputs.size())) {
            return normalization.run(inputs, progress);
        }
    }

    private void summarize(Report report) {
        PrintWriter err = command.commandLine().getErr();
        for (Report.Table table : report.tables()) {
            err.printf(
                    "%-28s %,12d rows %,12d superseded %,8d rejected%n",
                    table.name(),
                    table.rows(),
                    table.superseded(),
                    table.rejects().total());
        }
        err.printf("%,d rejects, results in %s%n", report.rejectCount(), output);
        err.flush();
    }
}
