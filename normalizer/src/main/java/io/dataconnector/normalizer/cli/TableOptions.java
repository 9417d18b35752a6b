package io.dataconnector.normalizer.cli;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that select the tables of a command. */
final class TableOptions {
    private final OptionSpec folder = OptionSpec.builder("--tables")
            .type(Path.class)
            .paramLabel("DIR")
            .description(
                    "A folder of table definitions that add to the shipped ones, or replace those of the same name.")
            .build();

    private final OptionSpec only = OptionSpec.builder("--only")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .initialValue(List.of())
            .paramLabel("TABLE")
            .splitRegex(",")
            .description("Only these tables, separated by commas.")
            .build();

    private final OptionSpec noShippedTables = Commands.flag("--no-shipped-tables")
            .description("Leave the shipped tables out, so that only those of --tables are built.")
            .build();

    void addTo(CommandSpec command) {
        command.addOption(folder).addOption(only).addOption(noShippedTables);
    }

    private List<String> names() {
        return only.getValue();
    }

    /** Whether no table is left out. */
    boolean isEverything() {
        return names().isEmpty();
    }

    /** @throws ParameterException if no table would be left */
    Collection<TableDefinition> load() {
        Optional<Path> tables = Optional.ofNullable(folder.<Path>getValue());
        if (!noShippedTables.<Boolean>getValue()) {
            return TableDefinitions.load(tables, names());
        }
        return TableDefinitions.loadWithoutShipped(
                tables.orElseThrow(() -> new ParameterException(
                        noShippedTables.command().commandLine(), "--no-shipped-tables needs --tables=DIR")),
                names());
    }
}
