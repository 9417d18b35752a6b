package io.dataconnector.normalizer.output;

import java.nio.file.Path;
import java.util.List;

/** Statements that load the tables into DuckDB, with types, keys and comments. */
public final class SchemaSql {
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
        TableSql table = new TableSql(types);
        Path csv = folder.resolve(TableFormat.CSV.fileName(types.table()));
        sql.append("\nCREATE OR REPLACE TABLE ").append(table.definition()).append(";\n");
        sql.append(table.insert(csv)).append(";\n");
        table.comments().forEach(comment -> sql.append(comment).append(";\n"));
    }

    /** A path, escaped for a comment. */
    private static String onOneLine(Path path) {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
