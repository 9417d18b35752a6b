package io.dataconnector.normalizer.output;

import static java.util.stream.Collectors.joining;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Statements that load the tables into DuckDB, with types, keys and comments. */
public final class SchemaSql {
    private static final long DEFAULT_LINE_SIZE = 2_000_000;

    private final Path folder;
    private final StringBuilder sql = new StringBuilder();

    private SchemaSql(Path folder) {
        this.folder = folder;
    }

    /**
     * The statements for tables.
     *
     * @param folder where their files are, relative to where the statements are run
     */
    public static String of(List<SqlTypes> tables, Path folder) {
        SchemaSql schema = new SchemaSql(folder);
        schema.sql
                .append("-- Loads the tables of ")
                .append(onOneLine(folder))
                .append(" into DuckDB, all of them or none:\n");
        schema.sql
                .append("--   duckdb warehouse.duckdb < ")
                .append(onOneLine(folder.resolve("schema.sql")))
                .append("\n");
        schema.sql.append("-- Foreign keys are not declared, because rows may refer to what was never read.\n");
        schema.sql.append("\nBEGIN TRANSACTION;\n");
        tables.forEach(schema::append);
        schema.sql.append("\nCOMMIT;\n");
        return schema.sql.toString();
    }

    private void append(SqlTypes types) {
        TableDefinition table = types.table();
        Map<String, String> typeByColumn = types.byColumn();
        List<String> lines = new ArrayList<>();
        for (Column column : table.outputColumns()) {
            boolean isKey = table.outputKey().contains(column.name());
            String nullability = isKey || column.required() ? " NOT NULL" : "";
            lines.add("  " + identifier(column.name()) + " " + typeByColumn.get(column.name()) + nullability);
        }
        String key = table.outputKey().stream().map(SchemaSql::identifier).collect(joining(", "));
        lines.add("  PRIMARY KEY (" + key + ")");
        String name = identifier(table.name());
        sql.append("\nCREATE OR REPLACE TABLE ").append(name).append(" (\n");
        sql.append(String.join(",\n", lines)).append("\n);\n");
        sql.append("INSERT INTO ").append(name).append(" SELECT * FROM ").append(source(types));
        sql.append(";\n");
        comment("TABLE " + name, table.description());
        for (Column column : table.outputColumns()) {
            comment("COLUMN " + name + "." + identifier(column.name()), describe(column, types));
        }
    }

    private String source(SqlTypes types) {
        TableDefinition table = types.table();
        String columns = types.byColumn().entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                .collect(joining(", "));
        return "read_csv(" + text(pattern(folder.resolve(table.name() + ".csv")))
                + ", auto_detect = false, hive_partitioning = false, header = true, delim = ',', quote = '\"', escape = '\"',\n"
                + "  new_line = '\\r\\n', nullstr = '', allow_quoted_nulls = false" + lineSize(types) + ",\n"
                + "  columns = {" + columns + "})";
    }

    /** Where a row may be longer than DuckDB expects: a quote is doubled, and a field may be quoted. */
    private static String lineSize(SqlTypes types) {
        long bytes = types.longestRow() * 2 + types.table().outputColumns().size() * 3L;
        return bytes > DEFAULT_LINE_SIZE ? ", max_line_size = " + bytes : "";
    }

    private static String describe(Column column, SqlTypes types) {
        TableDefinition table = types.table();
        StringBuilder text = new StringBuilder(column.description());
        for (Reference reference : table.references()) {
            if (reference.columns().contains(column.name())) {
                text.append(text.isEmpty() ? "" : " ")
                        .append("Refers to ")
                        .append(reference.table())
                        .append('.');
            }
        }
        types.noteOn(column.name())
                .ifPresent(note -> text.append(text.isEmpty() ? "" : " ").append(note));
        return text.toString();
    }

    private void comment(String on, String comment) {
        if (!comment.isEmpty()) {
            sql.append("COMMENT ON ")
                    .append(on)
                    .append(" IS ")
                    .append(text(comment))
                    .append(";\n");
        }
    }

    /**
     * The pattern that matches only one path: DuckDB treats a path as a pattern, a leading {@code ~} for the home folder
     * and a leading {@code name:} for a file system.
     */
    private static String pattern(Path file) {
        StringBuilder pattern = new StringBuilder(file.isAbsolute() ? "" : leading(file));
        String path = file.toString();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                pattern.append('[').append(c).append(']');
            } else {
                pattern.append(c);
            }
        }
        return pattern.toString();
    }

    private static String leading(Path file) {
        String first = file.getName(0).toString();
        return first.startsWith("~") || first.indexOf(':') >= 0 ? "./" : "";
    }

    /** A path, escaped for a comment. */
    private static String onOneLine(Path path) {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
