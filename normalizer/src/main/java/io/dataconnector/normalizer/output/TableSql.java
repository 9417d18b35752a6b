package io.dataconnector.normalizer.output;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Statements of DuckDB for one table, whose rows are in its CSV file. */
public final class TableSql {
    private static final long DEFAULT_LINE_SIZE = 2_000_000;

    private final SqlTypes types;
    private final TableDefinition table;
    private final String name;

    /** @param types those of all rows of the CSV file */
    public TableSql(SqlTypes types) {
        this.types = requireNonNull(types, "types is null");
        table = types.table();
        name = identifier(table.name());
    }

    /** The table's name and, in parentheses, its columns and its primary key: what follows {@code CREATE TABLE}. */
    String definition() {
        List<String> lines = columns();
        lines.add("  PRIMARY KEY (" + key() + ")");
        return definition(lines);
    }

    /** Creates the table without its primary key. */
    public String createWithoutKey() {
        return "CREATE TABLE " + definition(columns());
    }

    private String definition(List<String> lines) {
        return name + " (\n" + String.join(",\n", lines) + "\n)";
    }

    private List<String> columns() {
        Map<String, String> typeByColumn = types.byColumn();
        List<String> lines = new ArrayList<>();
        for (Column column : table.outputColumns()) {
            boolean isKey = table.outputKey().contains(column.name());
            String nullability = isKey || column.required() ? " NOT NULL" : "";
            lines.add("  " + identifier(column.name()) + " " + typeByColumn.get(column.name()) + nullability);
        }
        return lines;
    }

    /** Gives the table its primary key. */
    public String addKey() {
        return "ALTER TABLE " + name + " ADD PRIMARY KEY (" + key() + ")";
    }

    private String key() {
        return table.outputKey().stream().map(TableSql::identifier).collect(joining(", "));
    }

    /**
     * Fills the table.
     *
     * @param csv the file, relative to where the statement is run
     */
    public String insert(Path csv) {
        return insert(pattern(csv));
    }

    /** Fills the table with all CSV files in the folder of its name; the statement is run where that is. */
    String insertParts() {
        return insert(table.name() + "/*.csv");
    }

    private String insert(String pattern) {
        return "INSERT INTO " + name + " SELECT * FROM " + source(pattern, types.byColumn());
    }

    /**
     * Writes the rows to a Parquet file.
     *
     * @param csv the file with the rows
     * @param parquet the file to write
     * @param groupRows how many rows a row group has
     */
    public String copyToParquet(Path csv, Path parquet, long groupRows) {
        return "COPY (SELECT * FROM " + source(pattern(csv), types.ofParquetByColumn()) + ") TO "
                + text(parquet.toString()) + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE " + groupRows + ")";
    }

    private String source(String pattern, Map<String, String> typeByColumn) {
        String columns = typeByColumn.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                .collect(joining(", "));
        return "read_csv(" + text(pattern)
                + ", auto_detect = false, hive_partitioning = false, header = true, delim = ',', quote = '\"', escape = '\"',\n"
                + "  new_line = '\\r\\n', nullstr = '', allow_quoted_nulls = false" + lineSize() + ",\n"
                + "  columns = {" + columns + "})";
    }

    /** Where a row may be longer than DuckDB expects: a quote is doubled, and a field may be quoted. */
    private String lineSize() {
        long bytes = types.longestRow() * 2 + table.outputColumns().size() * 3L;
        return bytes > DEFAULT_LINE_SIZE ? ", max_line_size = " + bytes : "";
    }

    /** Comments on the table and its columns, as far as there is something to say. */
    public List<String> comments() {
        return comments("");
    }

    /**
     * The same.
     *
     * @param note is added to the comment on the table
     */
    public List<String> comments(String note) {
        List<String> statements = new ArrayList<>();
        comment("TABLE " + name, joined(table.description(), note), statements);
        for (Column column : table.outputColumns()) {
            comment("COLUMN " + name + "." + identifier(column.name()), describe(column), statements);
        }
        return statements;
    }

    private String describe(Column column) {
        String description = column.description();
        for (Reference reference : table.references()) {
            if (reference.columns().contains(column.name())) {
                description = joined(description, "Refers to " + reference.table() + ".");
            }
        }
        return joined(description, types.noteOn(column.name()).orElse(""));
    }

    private static String joined(String sentences, String sentence) {
        return sentences.isEmpty() || sentence.isEmpty() ? sentences + sentence : sentences + " " + sentence;
    }

    private static void comment(String on, String comment, List<String> statements) {
        if (!comment.isEmpty()) {
            // A literal of SQL cannot have U+0000.
            statements.add("COMMENT ON " + on + " IS " + text(comment.replace('\0', '\uFFFD')));
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

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a literal of SQL. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
