package io.dataconnector.normalizer.cli;

import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which tables a command is about. */
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
            .description("Only these tables, given with commas between them.")
            .build();

    void addTo(CommandSpec command) {
        command.addOption(folder).addOption(only);
    }

    private List<String> names() {
        return only.getValue();
    }

    /** Whether no table is left out. */
    boolean isEverything() {
        return names().isEmpty();
    }

    Collection<TableDefinition> load() {
        return TableDefinitions.load(Optional.ofNullable(folder.<Path>getValue()), names());
    }
}
