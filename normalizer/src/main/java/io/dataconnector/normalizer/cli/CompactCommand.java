package io.dataconnector.normalizer.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.compact.CompactedFile;
import io.dataconnector.normalizer.compact.Compaction;
import io.dataconnector.normalizer.compact.CompactionReport;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.run.ResultFiles;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command {@code compact}: raw outputs to one that holds what the tables still need. */
final class CompactCommand {
    private static final int OK = 0;

    private final CommandSpec program;
    private final Termination termination;
    private final TableOptions tables = new TableOptions();

    private final InputOptions inputs = new InputOptions(PositionalParamSpec.builder()
            .paramLabel("RAW")
            .arity("1..*")
            .required(true)
            .description("Raw outputs, the oldest first: files, plain, gzip or zstd, or - for standard input."));

    private final OptionSpec output = OptionSpec.builder("--output")
            .type(Path.class)
            .paramLabel("FILE")
            .required(true)
            .description("The raw output to write: *.gz is compressed by gzip, *.zst by zstd.")
            .build();

    CompactCommand(CommandSpec program, Termination termination) {
        this.program = requireNonNull(program, "program is null");
        this.termination = requireNonNull(termination, "termination is null");
    }

    CommandSpec model(Commands models) {
        CommandSpec command = models.command("compact", this::call)
                .addPositional(inputs.names())
                .addOption(output)
                .addOption(inputs.quiet());
        tables.addTo(command);
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put("0", "the file was written");
        exitCodes.put("1", "no file was written, and standard error says why");
        exitCodes.put("2", "the command line is wrong");
        exitCodes.put("130, 143", "a signal, SIGINT or SIGTERM, ended the run; no file was written");
        command.usageMessage()
                .description(
                        "Write one raw output that holds what the tables still need of others: the same tables are made"
                                + " of it.",
                        "Name the same tables as for the runs that read it: no other table can be made of it.",
                        "")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes);
        return command;
    }

    private int call() {
        List<RawInput> raw = inputs.checked();
        Collection<TableDefinition> definitions = tables.load();
        CompactedFile file = new CompactedFile(output.getValue());
        file.check();
        ResultFiles.ofFile(file.path()).requireNoneOf(raw);
        try (OutputFolder folder = new OutputFolder(file.folder());
                Compaction compaction = new Compaction(definitions, file, folder)) {
            termination.runBegins(folder);
            CompactionReport report = inputs.read(raw, compaction::run);
            folder.commit();
            if (!inputs.isQuiet()) {
                new CompactSummary(program.commandLine().getErr())
                        .print(report, file.path().toString());
            }
        }
        termination.runEnds();
        return OK;
    }
}
