package io.dataconnector.normalizer.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.diff.DiffResult;
import io.dataconnector.normalizer.diff.DiffText;
import io.dataconnector.normalizer.diff.FolderDiff;
import io.dataconnector.normalizer.diff.IgnoredColumns;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command {@code diff}: how two folders of results differ. */
final class DiffCommand {
    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;
    private static final int FAILED = 2;

    private final CommandSpec program;
    private final PositionalParamSpec oldFolder = folder("0", "OLD", "The folder with the old results.");
    private final PositionalParamSpec newFolder = folder("1", "NEW", "The folder with the new results.");

    private final OptionSpec json = Commands.flag("--json")
            .description("Print the differences as one JSON document.")
            .build();

    private final OptionSpec only = list("--only", "TABLE", "Compare only these tables, separated by commas.");

    private final OptionSpec ignore =
            list("--ignore", "COLUMN", "Ignore these columns, COLUMN or TABLE.COLUMN, separated by commas.");

    private final OptionSpec tables = OptionSpec.builder("--tables")
            .type(Path.class)
            .paramLabel("DIR")
            .description("A folder of table definitions, for folders of results that have no report.json.")
            .build();

    DiffCommand(CommandSpec program) {
        this.program = requireNonNull(program, "program is null");
    }

    private static PositionalParamSpec folder(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity("1")
                .required(true)
                .type(Path.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec list(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(List.of())
                .paramLabel(label)
                .splitRegex(",")
                .description(description)
                .build();
    }

    CommandSpec model(Commands models) {
        CommandSpec command = models.command("diff", this::call)
                .addPositional(oldFolder)
                .addPositional(newFolder)
                .addOption(json)
                .addOption(only)
                .addOption(ignore)
                .addOption(tables);
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put("0", "the tables are equal");
        exitCodes.put("1", "there are differences");
        exitCodes.put("2", "the folders could not be compared, and standard error says why");
        command.usageMessage()
                .description("Compare the tables of two folders of results, row by row.")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes);
        return command;
    }

    /** Any failure has a different exit status than a difference, because scripts rely on it. */
    private int call() {
        try {
            DiffResult result = compare();
            PrintWriter out = program.commandLine().getOut();
            out.print(json.<Boolean>getValue() ? Json.writePretty(result.toJson()) + "\n" : DiffText.of(result));
            out.flush();
            return result.isEqual() ? EQUAL : DIFFERENT;
        } catch (RuntimeException | Error e) {
            new FailureHandler().handle(e, program.commandLine().getErr());
            return FAILED;
        }
    }

    private DiffResult compare() {
        FolderDiff diff = new FolderDiff(
                oldFolder.getValue(),
                newFolder.getValue(),
                TableDefinitions.load(Optional.ofNullable(tables.<Path>getValue()), List.of()));
        return diff.run(only.<List<String>>getValue(), new IgnoredColumns(ignore.<List<String>>getValue()));
    }
}
