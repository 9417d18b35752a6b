package io.dataconnector.normalizer.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.normalizer.output.DataDictionary;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.PrintWriter;
import java.util.Collection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code tables}: lists the tables. */
final class TablesCommand {
    private static final int OK = 0;

    private final CommandSpec program;
    private final TableOptions tables = new TableOptions();
    private final OptionSpec markdown = Commands.flag("--markdown")
            .description("Print the data dictionary, in Markdown.")
            .build();

    TablesCommand(CommandSpec program) {
        this.program = requireNonNull(program, "program is null");
    }

    CommandSpec model(Commands models) {
        CommandSpec command = models.command("tables", this::list).addOption(markdown);
        command.usageMessage().description("List the tables that are built, or print their data dictionary.");
        tables.addTo(command);
        return command;
    }

    private int list() {
        PrintWriter out = program.commandLine().getOut();
        Collection<TableDefinition> definitions = tables.load();
        if (markdown.getValue()) {
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
