package io.dataconnector.normalizer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.core.cli.Quantity;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.output.HtmlReport;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.Summary;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.run.Normalization;
import io.dataconnector.normalizer.run.OtherFormats;
import io.dataconnector.normalizer.run.ResultFiles;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** The command of the normalizer: its command line, and the run. */
final class NormalizerCommand {
    private static final int OK = 0;

    private static final Commands MODELS = new Commands("normalizer", NormalizerCommand.class);

    private final Termination termination;
    private final CommandSpec command = MODELS.command("normalizer", this::call);
    private final TableOptions tables = new TableOptions();

    private final InputOptions inputs = new InputOptions(PositionalParamSpec.builder()
            .paramLabel("INPUT")
            .arity("0..*")
            .defaultValue("raw_output.jsonl")
            .description(
                    "Raw outputs: files, plain, gzip or zstd, or - for standard input (default: ${DEFAULT-VALUE})."));

    private final OptionSpec output = OptionSpec.builder("--output")
            .type(Path.class)
            .paramLabel("DIR")
            .defaultValue("analytics")
            .description("The folder for the results (default: ${DEFAULT-VALUE}).")
            .build();

    private final OptionSpec format = OptionSpec.builder("--format")
            .type(String.class)
            .defaultValue("csv")
            .paramLabel("FORMAT[,FORMAT...]")
            .description(
                    "The forms of the tables, separated by commas: csv, parquet, duckdb (default: ${DEFAULT-VALUE}).")
            .build();

    private final OptionSpec strict = Commands.flag("--strict")
            .description("Fail if there is a reject, as --max-rejects 0 does.")
            .build();

    private final OptionSpec maxRejects = OptionSpec.builder("--max-rejects")
            .type(Long.class)
            .paramLabel("N")
            .description(
                    "Fail if there are more rejects: the tables are left as they are, rejects.jsonl and report.json"
                            + " are written.")
            .build();

    private final OptionSpec reportHtml = OptionSpec.builder("--report-html")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Write the report as a page as well.")
            .build();

    private NormalizerCommand(Termination termination) {
        this.termination = requireNonNull(termination, "termination is null");
    }

    /** @param termination is notified of what the end of the process would mean */
    static CommandLine commandLine(Termination termination) {
        return new NormalizerCommand(termination).build();
    }

    private CommandLine build() {
        describe();
        command.addPositional(inputs.names())
                .addOption(output)
                .addOption(format)
                .addOption(strict)
                .addOption(maxRejects)
                .addOption(reportHtml)
                .addOption(inputs.quiet());
        tables.addTo(command);
        command.addSubcommand("generate-completion", MODELS.completion(command))
                .addSubcommand("tables", new TablesCommand(command).model(MODELS))
                .addSubcommand("diff", new DiffCommand(command).model(MODELS))
                .addSubcommand("compact", new CompactCommand(command, termination).model(MODELS));
        return new CommandLine(command)
                // A folder may well be named "tables".
                .setAllowSubcommandsAsOptionParameters(true);
    }

    private void describe() {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put("0", "the tables were written; what could not be used is in rejects.jsonl");
        exitCodes.put("1", "the tables were left as they are, and standard error says why");
        exitCodes.put("2", "the command line is wrong");
        exitCodes.put("130, 143", "a signal, SIGINT or SIGTERM, ended the run; the tables were left as they are");
        command.usageMessage()
                .header("Makes analytics-ready tables out of the raw output of Airbyte sources.")
                .description(
                        "",
                        "Writes a CSV file for each table, schema.sql for DuckDB, schema.yml for dbt, rejects.jsonl and"
                                + " report.json,",
                        "all of them or none. The tables can also be Parquet files or a DuckDB database.",
                        "")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes);
    }

    private int call() {
        Optional<Long> allowedRejects =
                strict.getValue() ? Optional.of(0L) : Optional.ofNullable(maxRejects.getValue());
        if (allowedRejects.isPresent() && allowedRejects.get() < 0) {
            throw new ParameterException(command.commandLine(), "--max-rejects must not be negative");
        }
        Set<TableFormat> formats = formats();
        List<RawInput> raw = inputs.checked();
        Collection<TableDefinition> definitions = tables.load();
        Path folderPath = output.getValue();
        new ResultFiles(folderPath, definitions, formats, Optional.ofNullable(reportHtml.getValue()))
                .requireNoneOf(raw);
        try (OutputFolder folder = new OutputFolder(folderPath)) {
            // Before the run writes its first file, which it does before DuckDB is loaded.
            termination.runBegins(folder);
            try (Normalization normalization = new Normalization(definitions, folder, formats)) {
                Report report = inputs.read(raw, normalization::run);
                requireMessages(report);
                Optional.ofNullable(reportHtml.<Path>getValue())
                        .ifPresent(file -> writePage(file, HtmlReport.of(report, definitions)));
                checkRejects(report, allowedRejects, folder);
                folder.commit();
                if (!inputs.isQuiet()) {
                    new Summary(command.commandLine().getErr(), tables.isEverything())
                            .print(report, folderPath.toString());
                    warnOfOthers(new OtherFormats(folderPath, definitions, formats));
                }
            }
        }
        termination.runEnds();
        return OK;
    }

    private Set<TableFormat> formats() {
        Set<TableFormat> formats = EnumSet.noneOf(TableFormat.class);
        for (String name : format.<String>getValue().split(",", -1)) {
            formats.add(TableFormat.ofOptionName(name)
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "--format must be csv, parquet or duckdb, or several of them separated by commas, but has '"
                                    + name + "'")));
        }
        return formats;
    }

    /** What an earlier run has left would otherwise be taken for what this one has made. */
    private void warnOfOthers(OtherFormats others) {
        List<String> files = others.present();
        if (!files.isEmpty()) {
            PrintWriter err = command.commandLine().getErr();
            err.println("warning: not of this run, which was not asked for these formats: " + String.join(", ", files));
            err.flush();
        }
    }

    /** Files that hold no message at all were named by mistake, and must not empty the tables. */
    private static void requireMessages(Report report) {
        if (report.inputs().stream().allMatch(input -> input.messages().total() == 0)) {
            throw NormalizerException.noMessage(
                    report.inputs().stream().map(Report.Input::name).toList());
        }
    }

    private static void checkRejects(Report report, Optional<Long> max, OutputFolder folder) {
        if (max.isPresent() && report.rejectCount() > max.get()) {
            folder.commitOnly(Normalization.REJECTS, Normalization.REPORT);
            throw new NormalizerException(
                    Category.REJECTS,
                    Quantity.of(report.rejectCount(), "reject") + ", and " + max.get() + " are allowed. See "
                            + folder.path().resolve(Normalization.REJECTS) + "; the tables were left as they are.");
        }
    }

    private static void writePage(Path file, String page) {
        try {
            // Not writeString, which fails at half of a surrogate pair, such as the name of a stream may have.
            Files.write(file, page.getBytes(UTF_8));
        } catch (IOException e) {
            throw new NormalizerException(
                    Category.OUTPUT, "Report " + file + " cannot be written: " + IoFault.describe(e) + ".", e);
        }
    }
}
