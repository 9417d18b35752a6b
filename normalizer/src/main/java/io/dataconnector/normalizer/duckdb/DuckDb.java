package io.dataconnector.normalizer.duckdb;

import static io.dataconnector.normalizer.output.TableSql.text;
import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * DuckDB within this process, with an empty database in memory. Its own memory, outside of the heap, is limited; what does not
 * fit is on disk. Statements may be executed by any thread, side by side. Each runs on the thread that executes it, so that the
 * bytes of a Parquet file do not depend on the number of processors. It reads and writes the files that it is told to, and
 * nothing else: no extension, no settings of the user, no network.
 */
final class DuckDb implements AutoCloseable {
    /** What DuckDB needs for a table of some columns. */
    private static final long MIN_MEMORY_BYTES = 256L << 20;

    /** Five seconds, so that a run that is stopped comes to its end. */
    private static final int MAX_ATTEMPTS_TO_CANCEL = 5_000;

    private static final long NANOS_BETWEEN_ATTEMPTS = 1_000_000;

    /** Reasons for which a file system refuses, as they stand at the end of DuckDB's messages. */
    private static final List<String> REASONS = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "File too large",
            "Permission denied",
            "Read-only file system",
            "Too many open files");

    private final Driver driver;
    private final Path output;
    private final String url;
    private final long memoryBytes;
    private final Connection first;
    private final Set<Statement> running = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    private DuckDb(Driver driver, Path output, long memoryBytes) throws SQLException {
        this.driver = driver;
        this.output = output;
        this.memoryBytes = memoryBytes;
        // Connections to a database of the same name are to the same database.
        url = "jdbc:duckdb::memory:normalizer-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        first = connect();
    }

    /**
     * Starts it.
     *
     * @param output the folder that it writes to, to be named in messages
     * @param spill where it may put what does not fit in memory
     * @param heapBytes as much as the heap may be, DuckDB takes at most, but not less than 256 MB
     * @throws NormalizerException if DuckDB's library is missing or does not work
     */
    static DuckDb start(Path output, Path spill, long heapBytes) {
        requireNonNull(output, "output is null");
        Driver driver = DuckDbLibrary.load();
        long memoryBytes = Math.max(MIN_MEMORY_BYTES, heapBytes);
        try {
            DuckDb database = new DuckDb(driver, output, memoryBytes);
            database.execute(
                    "SET threads = 1",
                    "SET memory_limit = '" + memoryBytes + "B'",
                    "SET temp_directory = " + text(spill.toAbsolutePath().toString()),
                    "SET autoinstall_known_extensions = false",
                    "SET autoload_known_extensions = false",
                    "SET allow_persistent_secrets = false",
                    "SET TimeZone = 'UTC'");
            return database;
        } catch (SQLException e) {
            throw new NormalizerException(Category.OUTPUT, "DuckDB cannot be started: " + firstLine(e) + ".", e);
        }
    }

    private Connection connect() throws SQLException {
        return requireNonNull(driver.connect(url, new Properties()), "the driver does not know its URL");
    }

    /**
     * Executes statements one after the other, on a connection of their own.
     *
     * @throws NormalizerException if one fails
     * @throws CancellationException if this is closed meanwhile
     */
    void execute(String... statements) {
        execute(List.of(statements));
    }

    /** The same. */
    void execute(List<String> statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            running.add(statement);
            try {
                for (String sql : statements) {
                    if (isClosed) {
                        throw new CancellationException("the run was stopped");
                    }
                    statement.execute(sql);
                }
            } finally {
                running.remove(statement);
            }
        } catch (SQLException e) {
            if (isClosed) {
                CancellationException stopped = new CancellationException("the run was stopped");
                stopped.initCause(e);
                throw stopped;
            }
            throw failure(e);
        }
    }

    /** Whether a statement is being executed. */
    boolean isRunning() {
        return !running.isEmpty();
    }

    private NormalizerException failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Out of Memory")) {
            return new NormalizerException(
                    Category.OUTPUT,
                    "DuckDB needs more than the " + (memoryBytes >> 20)
                            + " MB that it may use, which are as many as the"
                            + " heap's, and at least 256. Raise both with -Xmx.",
                    e);
        }
        Optional<String> reason = REASONS.stream().filter(message::contains).findFirst();
        return new NormalizerException(
                Category.OUTPUT,
                "Output " + output + " cannot be written to: " + reason.orElseGet(() -> "DuckDB says: " + firstLine(e))
                        + ".",
                e);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Ends it. Statements that are being executed are cancelled. */
    @Override
    public void close() {
        isClosed = true;
        // One that is about to begin cannot be cancelled yet.
        for (int attempt = 0; attempt < MAX_ATTEMPTS_TO_CANCEL && isRunning(); attempt++) {
            running.forEach(DuckDb::cancel);
            LockSupport.parkNanos(NANOS_BETWEEN_ATTEMPTS);
        }
        try {
            first.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has not begun yet, or has come to its end meanwhile.
        }
    }
}
