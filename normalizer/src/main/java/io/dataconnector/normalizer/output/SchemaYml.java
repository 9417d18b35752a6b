package io.dataconnector.normalizer.output;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The tables as sources of dbt, with the tests that their definitions promise. They are expected in the
 * schema {@code main}, into which {@code schema.sql} loads them.
 */
public final class SchemaYml {
    private static final String SOURCE = "dataconnector";

    private final Map<String, TableDefinition> tableByName;
    private final StringBuilder yaml = new StringBuilder();

    private SchemaYml(Map<String, TableDefinition> tableByName) {
        this.tableByName = tableByName;
    }

    /**
     * The description of tables.
     *
     * @param tables by name, in the order in which they are to stand
     */
    public static String of(Map<String, TableDefinition> tables) {
        SchemaYml schema = new SchemaYml(tables);
        schema.yaml.append("version: 2\n\nsources:\n");
        schema.yaml.append("  - name: ").append(SOURCE).append("\n    schema: main\n    tables:\n");
        tables.values().forEach(schema::append);
        return schema.yaml.toString();
    }

    private void append(TableDefinition table) {
        line(6, "- name: " + text(table.name()));
        line(8, "description: " + text(table.description()));
        line(8, "columns:");
        for (Column column : table.outputColumns()) {
            line(10, "- name: " + text(column.name()));
            line(12, "description: " + text(column.description()));
            appendTests(column, table);
        }
    }

    private void appendTests(Column column, TableDefinition table) {
        boolean isKey = table.outputKey().contains(column.name());
        boolean isWholeKey = table.outputKey().equals(List.of(column.name()));
        List<Reference> references = table.references().stream()
                .filter(reference -> reference.columns().equals(List.of(column.name())))
                .filter(reference -> tableByName.containsKey(reference.table()))
                .toList();
        boolean isNotNull = isKey || column.required();
        if (!isNotNull && column.acceptedValues().isEmpty() && references.isEmpty()) {
            return;
        }
        line(12, "data_tests:");
        if (isNotNull) {
            line(14, "- not_null");
        }
        if (isWholeKey) {
            line(14, "- unique");
        }
        if (!column.acceptedValues().isEmpty()) {
            line(14, "- accepted_values:");
            line(18, "arguments:");
            line(20, "values: " + list(column.acceptedValues()));
            appendSeverity();
        }
        references.forEach(this::appendRelationship);
    }

    private void appendRelationship(Reference reference) {
        TableDefinition target = tableByName.get(reference.table());
        if (target != null) {
            line(14, "- relationships:");
            line(18, "arguments:");
            line(20, "to: source('" + SOURCE + "', '" + target.name() + "')");
            line(20, "field: " + text(target.key().get(0)));
            appendSeverity();
        }
    }

    /** As in the report: what is not as expected is told, and its rows stand. */
    private void appendSeverity() {
        line(18, "config:");
        line(20, "severity: warn");
    }

    private void line(int indent, String text) {
        yaml.append(" ".repeat(indent)).append(text).append('\n');
    }

    private static String list(Collection<String> values) {
        return "[" + String.join(", ", values.stream().map(SchemaYml::text).toList()) + "]";
    }

    /** A text in double quotes: what JSON makes of it, YAML reads the same. */
    private static String text(String value) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
