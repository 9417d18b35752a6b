package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The tables and their columns in Markdown. */
public final class DataDictionary {
    private DataDictionary() {}

    public static String of(Collection<TableDefinition> tables) {
        StringBuilder text = new StringBuilder("# Data dictionary\n");
        tables.forEach(table -> append(table, text));
        return text.toString();
    }

    private static void append(TableDefinition table, StringBuilder text) {
        text.append("\n## ").append(table.name()).append("\n\n");
        if (!table.description().isEmpty()) {
            text.append(table.description()).append("\n\n");
        }
        text.append("- Stream: `").append(table.stream()).append('`');
        table.rows()
                .ifPresent(rows -> text.append(", one row for each element of `")
                        .append(rows)
                        .append('`'));
        text.append("\n- Key: ").append(code(table.outputKey())).append('\n');
        table.version()
                .ifPresent(
                        version -> text.append("- Version: `").append(version).append("`\n"));
        for (Reference reference : table.references()) {
            text.append("- ").append(code(reference.columns())).append(" refers to `");
            text.append(reference.table()).append("`\n");
        }
        text.append("\n| column | type | from | meaning |\n| --- | --- | --- | --- |\n");
        table.outputColumns().forEach(column -> append(column, text));
    }

    private static void append(Column column, StringBuilder text) {
        List<String> sources = new ArrayList<>(
                column.from().stream().map(from -> "`" + from + "`").toList());
        column.defaultText().ifPresent(value -> sources.add("or `" + value + "`"));
        StringBuilder meaning = new StringBuilder(column.description());
        if (!column.acceptedValues().isEmpty()) {
            meaning.append(" Expected: ").append(code(column.acceptedValues())).append('.');
        }
        text.append("| ").append(column.name());
        text.append(" | ").append(column.type().definitionName()).append(column.required() ? ", required" : "");
        text.append(" | ").append(cell(String.join(" ", sources)));
        text.append(" | ").append(cell(meaning.toString())).append(" |\n");
    }

    private static String code(List<String> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
