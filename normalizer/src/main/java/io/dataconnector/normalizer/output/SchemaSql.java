package io.dataconnector.normalizer.output;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Statements that load the tables into DuckDB, with types, keys and comments. */
public final class SchemaSql {
    /** The name of the file with the statements. */
    public static final String FILE = "schema.sql";

    private static final String PARTS = "the tables of this folder, when run in it,";

    private final Function<SqlTypes, String> insert;
    private final StringBuilder sql = new StringBuilder();

    private SchemaSql(Function<SqlTypes, String> insert) {
        this.insert = insert;
    }

    /**
     * The statements for tables.
     *
     * @param folder where their files are, relative to where the statements are run
     */
    public static String of(List<SqlTypes> tables, Path folder) {
        return new SchemaSql(
                        types -> new TableSql(types).insert(folder.resolve(TableFormat.CSV.fileName(types.table()))))
                .script("the tables of " + onOneLine(folder), onOneLine(folder.resolve(FILE)), tables);
    }

    /**
     * The statements for tables of which each is a folder of CSV files, to be run where these folders are, so that the
     * tables can be moved.
     */
    public static String ofParts(List<SqlTypes> tables) {
        return new SchemaSql(types -> new TableSql(types).insertParts()).script(PARTS, FILE, tables);
    }

    /**
     * Whether a text begins as the statements of {@link #ofParts} do.
     *
     * @param text the text, or its first line
     */
    public static boolean isOfParts(String text) {
        return text.startsWith(beginning(PARTS));
    }

    private static String beginning(String what) {
        return "-- Loads " + what + " into DuckDB";
    }

    private String script(String what, String file, List<SqlTypes> tables) {
        sql.append(beginning(what)).append(", all of them or none:\n");
        sql.append("--   duckdb warehouse.duckdb < ").append(file).append("\n");
        sql.append("-- Foreign keys are not declared, because rows may refer to what was never read.\n");
        sql.append("\nBEGIN TRANSACTION;\n");
        tables.forEach(this::append);
        sql.append("\nCOMMIT;\n");
        return sql.toString();
    }

    private void append(SqlTypes types) {
        TableSql table = new TableSql(types);
        sql.append("\nCREATE OR REPLACE TABLE ").append(table.definition()).append(";\n");
        sql.append(insert.apply(types)).append(";\n");
        table.comments().forEach(comment -> sql.append(comment).append(";\n"));
    }

    /** A path, escaped for a comment. */
    private static String onOneLine(Path path) {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
