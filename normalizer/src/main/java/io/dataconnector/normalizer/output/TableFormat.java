package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.TableDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A form that the tables of a run can have in its output folder. */
public enum TableFormat {
    /** A file {@code <table>.csv} for each table, see {@link CsvFile}. */
    CSV,
    /** A file {@code <table>.parquet} for each table. */
    PARQUET,
    /** One database file for all tables, {@value #DATABASE}. */
    DUCKDB;

    /** The name of the database file. */
    public static final String DATABASE = "analytics.duckdb";

    /** The name on the command line: {@code parquet}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format with a name of {@link #optionName}; empty if there is none. */
    public static Optional<TableFormat> ofOptionName(String name) {
        return Arrays.stream(values())
                .filter(format -> format.optionName().equals(name))
                .findFirst();
    }

    /** The name of a table's file in a format that has a file for each table. */
    public String fileName(TableDefinition table) {
        if (this == DUCKDB) {
            throw new IllegalStateException("all tables are in one file");
        }
        return table.name() + "." + optionName();
    }

    /** The names of the files that tables have in this format. */
    public List<String> fileNames(Collection<TableDefinition> tables) {
        if (this == DUCKDB) {
            return List.of(DATABASE);
        }
        List<String> names = new ArrayList<>();
        tables.forEach(table -> names.add(fileName(table)));
        return names;
    }
}
