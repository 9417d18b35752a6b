package io.dataconnector.benchmarks.duckdb;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dataconnector.benchmarks.BenchmarkException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a script, in a database in memory, with as many threads as there are cores. Its time goes from
 * the opening of the connection to its closing; loading DuckDB into the process comes before that.
 */
public final class DuckDbRun {
    private static final Pattern TARGET = Pattern.compile("TO '[^']*?([^'/]+)\\.\\w+'");
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String DATABASE = "jdbc:duckdb:";

    private DuckDbRun() {}

    /**
     * What a run did.
     *
     * @param seconds from the opening of the connection to its closing
     * @param cpuSeconds in that time
     * @param rows how many were written into each file, by its name without an extension
     */
    public record Outcome(
            double seconds, @JsonProperty("cpu_seconds") double cpuSeconds, Map<String, Long> rows) {
        public Outcome {
            rows = Map.copyOf(rows);
        }
    }

    /**
     * Runs a script.
     *
     * @param places the value of each name in braces
     */
    public static Outcome of(DuckDbScript script, Map<String, String> places) {
        try {
            load();
            Map<String, Long> rows = new LinkedHashMap<>();
            long cpuStart = cpuNanos();
            long start = System.nanoTime();
            try (Connection connection = DriverManager.getConnection(DATABASE);
                    Statement statement = connection.createStatement()) {
                for (String sql : script.statements(places)) {
                    execute(sql, statement, rows);
                }
            }
            long end = System.nanoTime();
            return new Outcome((end - start) / NANOS_PER_SECOND, (cpuNanos() - cpuStart) / NANOS_PER_SECOND, rows);
        } catch (SQLException e) {
            throw new BenchmarkException("DuckDB cannot do this: " + e.getMessage(), e);
        }
    }

    private static void execute(String sql, Statement statement, Map<String, Long> rows) throws SQLException {
        statement.execute(sql);
        Matcher target = TARGET.matcher(sql);
        if (sql.startsWith("COPY") && target.find()) {
            rows.put(target.group(1), (long) statement.getUpdateCount());
        }
    }

    /** The version of DuckDB. */
    public static String version() {
        try {
            return load();
        } catch (SQLException e) {
            throw new BenchmarkException("DuckDB cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Loads the native library and the extensions that are part of it, and returns its version. */
    private static String load() throws SQLException {
        try (Connection connection = DriverManager.getConnection(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT version(), json('{}')")) {
            result.next();
            return result.getString(1);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
