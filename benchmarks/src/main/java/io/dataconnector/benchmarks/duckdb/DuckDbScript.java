package io.dataconnector.benchmarks.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The work that DuckDB does for comparison. Each script is a resource of SQL statements, written for
 * speed.
 */
public enum DuckDbScript {
    /** The records of all pages, unchanged, into one file per stream. */
    READ,
    /** The same in the most obvious way: DuckDB infers the types of all fields. */
    READ_TYPED,
    /** Accounts and invoices in their newest version. */
    TWO_TABLES,
    /** The same in the most obvious way: the raw output is read once for each of them. */
    TWO_TABLES_BY_STREAM,
    /** All tables. */
    SIX_TABLES;

    private static final String END_OF_STATEMENT = ";\n";

    /**
     * The statements.
     *
     * @param places the value of each name in braces
     */
    List<String> statements(Map<String, String> places) {
        String text = text();
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace("{" + place.getKey() + "}", place.getValue().replace("'", "''"));
        }
        List<String> statements = new ArrayList<>();
        for (String statement : text.split(END_OF_STATEMENT, -1)) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    private String text() {
        String resource = name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = DuckDbScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BenchmarkException("Resource " + resource + " is missing from the jar.");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new BenchmarkException("Resource " + resource + " cannot be read: " + IoFault.describe(e) + ".", e);
        }
    }
}
