package io.dataconnector.normalizer.cli;

import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which tables a command is about. */
final class TableOptions {
    @Option(
            names = "--tables",
            paramLabel = "DIR",
            description = "A folder of table definitions that add to the shipped ones, or replace those of the same "
                    + "name.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "TABLE",
            split = ",",
            description = "Only these tables, given with commas between them.")
    private List<String> only = List.of();

    /** Whether no table is left out. */
    boolean isEverything() {
        return only.isEmpty();
    }

    Collection<TableDefinition> load() {
        return TableDefinitions.load(folder, only);
    }
}
