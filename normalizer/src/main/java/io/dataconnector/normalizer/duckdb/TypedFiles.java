package io.dataconnector.normalizer.duckdb;

import static io.dataconnector.normalizer.output.TableSql.text;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.output.TableSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tables of a run in the formats that have types: Parquet files, a database file, or both. They are made of the tables' CSV
 * files, because the types follow from all values of a table, and appear when the output folder is committed.
 */
public final class TypedFiles implements AutoCloseable {
    /** The database within DuckDB that is the file. */
    private static final String DATABASE = "analytics";

    /** So that any version of DuckDB since this one can open the file. */
    private static final String STORAGE_VERSION = "v1.0.0";

    /** What DuckDB's index for a key takes is not bounded by the limit of its memory. */
    private static final long MAX_ROWS_OF_KEY = 1_000_000;

    private static final long MAX_BYTES_OF_KEY = 256L << 20;

    /** DuckDB's own size of a row group, of which it makes smaller ones only by multiples of its vectors. */
    private static final long MAX_GROUP_ROWS = 122_880;

    private static final long GROUP_ROWS_UNIT = 2_048;

    /** How many bytes of CSV a row group holds at most, unless a few rows have more: it is in memory while it is written. */
    private static final long MAX_GROUP_BYTES = 64L << 20;

    private final boolean isParquet;
    private final boolean isDatabase;
    private final OutputFolder output;
    private final DuckDb duckDb;

    private TypedFiles(Set<TableFormat> formats, OutputFolder output, DuckDb duckDb) {
        isParquet = formats.contains(TableFormat.PARQUET);
        isDatabase = formats.contains(TableFormat.DUCKDB);
        this.output = output;
        this.duckDb = duckDb;
    }

    /**
     * Begins the files.
     *
     * @param formats those of the run; CSV has no part in this
     * @param heapBytes how large the heap may be
     * @throws NormalizerException if DuckDB's library is missing or does not work
     */
    public static TypedFiles begin(Set<TableFormat> formats, OutputFolder output, long heapBytes) throws IOException {
        requireUsablePath(formats, output.path());
        Path spill = output.workFolder().resolve("spill");
        TypedFiles files = new TypedFiles(formats, output, DuckDb.start(output.path(), spill, heapBytes));
        try {
            files.createDatabase();
        } catch (IOException | RuntimeException | Error e) {
            files.close();
            throw e;
        }
        return files;
    }

    /** DuckDB reads files by patterns, in which a backslash cannot be escaped, and cuts the name of a database at its question mark. */
    private static void requireUsablePath(Set<TableFormat> formats, Path folder) {
        String path = folder.toAbsolutePath().toString();
        boolean isPattern = path.contains("*") || path.contains("?") || path.contains("[");
        boolean isUnreadable = isPattern
                && path.contains("\\")
                && folder.getFileSystem().getSeparator().equals("/");
        if (isUnreadable || (formats.contains(TableFormat.DUCKDB) && path.contains("?"))) {
            throw new NormalizerException(
                    Category.OUTPUT,
                    "Output " + folder + " cannot be used by DuckDB, because of a "
                            + (isUnreadable ? "backslash beside one of * ? [" : "question mark") + " in " + path
                            + ". Name another folder with --output, or use --format csv.");
        }
    }

    private void createDatabase() throws IOException {
        if (isDatabase) {
            Path file = output.stage(TableFormat.DATABASE).toAbsolutePath();
            execute(List.of("ATTACH " + text(file.toString()) + " AS " + DATABASE + " (STORAGE_VERSION '"
                    + STORAGE_VERSION + "')"));
        }
    }

    /**
     * Adds a table. Any thread may, and tables are added side by side.
     *
     * @param csv its CSV file, which is complete
     * @param rows how many rows it has
     */
    public void add(SqlTypes types, Path csv, long rows) throws IOException {
        TableSql table = new TableSql(types);
        Path file = csv.toAbsolutePath();
        long bytes = Files.size(file);
        if (isParquet) {
            Path parquet =
                    output.stage(TableFormat.PARQUET.fileName(types.table())).toAbsolutePath();
            execute(List.of(table.copyToParquet(file, parquet, groupRows(rows, bytes))));
        }
        if (isDatabase) {
            addToDatabase(table, file, rows <= MAX_ROWS_OF_KEY && bytes <= MAX_BYTES_OF_KEY, types);
        }
    }

    /** How many rows a row group has: the same for the same table, whatever memory there is. */
    static long groupRows(long rows, long bytes) {
        long fitting = MAX_GROUP_BYTES / Math.max(1, bytes / Math.max(1, rows));
        long units = Math.min(fitting, MAX_GROUP_ROWS) / GROUP_ROWS_UNIT;
        return Math.max(1, units) * GROUP_ROWS_UNIT;
    }

    /** One table at a time, so that only one takes memory for its key. */
    private synchronized void addToDatabase(TableSql table, Path csv, boolean hasKey, SqlTypes types) {
        List<String> statements = new ArrayList<>();
        statements.add("USE " + DATABASE);
        statements.add(table.createWithoutKey());
        statements.add(table.insert(csv));
        if (hasKey) {
            statements.add(table.addKey());
            statements.addAll(table.comments());
        } else {
            statements.addAll(table.comments("Its key, not declared because of its size: "
                    + String.join(", ", types.table().outputKey()) + "."));
        }
        execute(statements);
    }

    /** If the output folder has been closed meanwhile, its files are gone, and that is no failure to write them. */
    private void execute(List<String> statements) {
        try {
            duckDb.execute(statements);
        } catch (NormalizerException e) {
            output.requireOpen();
            throw e;
        }
    }

    /** Completes the files, once all tables have been added. */
    public void complete() {
        if (isDatabase) {
            execute(List.of("CHECKPOINT " + DATABASE, "DETACH " + DATABASE));
        }
    }

    /** Frees memory. What is being added is given up. */
    @Override
    public void close() {
        duckDb.close();
    }
}
