package io.dataconnector.normalizer.cli;

import io.dataconnector.core.cli.ProgramVersion;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.cli.Quantity;
import io.dataconnector.core.document.IoFault;
import io.dataconnector.normalizer.Normalization;
import io.dataconnector.normalizer.NormalizerException;
import io.dataconnector.normalizer.output.DataDictionary;
import io.dataconnector.normalizer.output.HtmlReport;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.raw.RawInput;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command of the normalizer. It returns its exit code. */
@Command(
        name = "normalizer",
        header = "Makes analytics-ready tables out of the raw output of Airbyte sources.",
        description = {
            "",
            "Writes a CSV file for each table, schema.sql for DuckDB, schema.yml for dbt, rejects.jsonl and report.json,",
            "all of them or none.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the tables were written; what could not be used is in rejects.jsonl",
            "1:the tables were left as they are, and standard error says why",
            "2:the command line is wrong",
            "130, 143:a signal, SIGINT or SIGTERM, ended the run; the tables were left as they are"
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

    @Mixin
    private TableOptions tables;

    @Option(names = "--strict", description = "Fail if there is a reject, as --max-rejects 0 does.")
    private boolean isStrict;

    @Option(
            names = "--max-rejects",
            paramLabel = "N",
            description = "Fail if there are more rejects: the tables are left as they are, rejects.jsonl and "
                    + "report.json are written.")
    private Optional<Long> maxRejects = Optional.empty();

    @Option(names = "--report-html", paramLabel = "FILE", description = "Write the report as a page as well.")
    private Optional<Path> reportHtml = Optional.empty();

    @Option(names = "--quiet", description = "Show no progress on a terminal, and no summary.")
    private boolean isQuiet;

    @Override
    public Integer call() {
        if (maxRejects.isPresent() && maxRejects.get() < 0) {
            throw new ParameterException(command.commandLine(), "--max-rejects must not be negative");
        }
        List<RawInput> inputs = inputNames.stream().map(RawInput::new).toList();
        inputs.forEach(RawInput::check);
        Collection<TableDefinition> definitions = tables.load();
        try (OutputFolder folder = new OutputFolder(output);
                Normalization normalization = new Normalization(definitions, folder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "clean up"));
            Report report = run(normalization, inputs);
            reportHtml.ifPresent(file -> writePage(file, HtmlReport.of(report, definitions)));
            checkRejects(report, folder);
            folder.commit();
            if (!isQuiet) {
                new Summary(command.commandLine().getErr(), tables.isEverything()).print(report, output.toString());
            }
        }
        return OK;
    }

    private Report run(Normalization normalization, List<RawInput> inputs) {
        try (Progress progress = isQuiet ? Progress.NONE : Progress.onTerminal("inputs", inputs.size())) {
            return normalization.run(inputs, progress);
        }
    }

    private void checkRejects(Report report, OutputFolder folder) {
        Optional<Long> max = isStrict ? Optional.of(0L) : maxRejects;
        if (max.isPresent() && report.rejectCount() > max.get()) {
            folder.commitOnly(Normalization.REJECTS, Normalization.REPORT);
            throw new NormalizerException(
                    Quantity.of(report.rejectCount(), "reject") + ", and " + max.get() + " are allowed. See "
                            + output.resolve(Normalization.REJECTS) + "; the tables were left as they are.");
        }
    }

    private static void writePage(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new NormalizerException("Report " + file + " cannot be written: " + IoFault.describe(e) + ".", e);
        }
    }

    @Command(
            name = "tables",
            description = "List the tables that are made, or print their data dictionary.",
            mixinStandardHelpOptions = true)
    int listTables(
            @Mixin TableOptions options,
            @Option(names = "--markdown", description = "Print the data dictionary, in Markdown.") boolean isMarkdown) {
        PrintWriter out = command.commandLine().getOut();
        Collection<TableDefinition> definitions = options.load();
        if (isMarkdown) {
            out.print(DataDictionary.of(definitions));
        } else {
            definitions.forEach(table -> out.printf(
                    "%s: stream %s, key %s. %s%n",
                    table.name(), table.stream(), String.join(", ", table.outputKey()), table.description()));
        }
        out.flush();
        return OK;
    }
}
