package io.dataconnector.spark;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.run.TableFigures;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The tables of raw outputs as data frames, with the rows, the order and the types that the normalizer gives them. The
 * inputs are parsed once, when this is made; what was parsed is kept on the disks of the executors until this is closed.
 *
 * <pre>{@code
 * try (Tables tables = Tables.read(spark, Options.of("s3a://raw/2026-*.jsonl.gz"))) {
 *     for (String name : tables.names()) {
 *         tables.dataFrame(name).write().format("delta").mode("overwrite").save("s3a://lake/" + name);
 *     }
 * }
 * }</pre>
 */
public final class Tables implements AutoCloseable {
    /** What Spark shows of the inputs that were read. */
    static final String READ = "read inputs";

    /** What Spark shows of the tables that were folded, and written. */
    static final String FOLDED = "folded tables";

    /** Rows of so many bytes are sorted in one part, if nothing else is said. */
    private static final long BYTES_OF_PARTITION = 1 << 26;

    /** Below that, another part would cost more than it saves. */
    private static final long MIN_BYTES_OF_PARTITION = 1 << 20;

    private final SparkSession spark;
    private final List<String> texts;
    private final List<TableDefinition> definitions;
    private final List<Splits> tasks;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final JavaRDD<Chunk> read;
    private final ReadFigures readFigures;
    private final int partitions;
    private final JavaRDD<Chunk> folded;
    private final List<Chunk.Folded> parts;
    private final List<TableFigures> figures = new ArrayList<>();
    private final Report report;

    /** @param persisted takes what the executors keep, to be let go if this fails */
    private Tables(
            SparkSession spark,
            Options options,
            List<String> texts,
            List<Input> inputs,
            String attempts,
            Collection<JavaRDD<?>> persisted) {
        this.spark = spark;
        this.texts = texts;
        definitions = TableDefinitions.ofTexts(texts);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        hadoop = context.broadcast(
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        tasks = Splits.of(inputs, options.splitBytes());
        read = context.parallelize(tasks, tasks.size())
                .flatMap(new SplitsReader(texts, hadoop))
                .setName(READ)
                .persist(StorageLevel.DISK_ONLY());
        persisted.add(read);
        List<SplitFigures> splits = read.filter(Chunk.Read.class::isInstance)
                .map(chunk -> ((Chunk.Read) chunk).figures())
                .collect();
        readFigures = new ReadFigures(definitions, tasks, splits);
        requireMessages();
        partitions = options.partitions().orElseGet(() -> partitions(context.defaultParallelism()));
        folded = SortedRows.of(spark, read, table -> true, partitions)
                .mapPartitionsWithIndex(new FoldTask(texts, attempts, hadoop), true)
                .setName(FOLDED)
                .persist(StorageLevel.DISK_ONLY());
        persisted.add(folded);
        parts = folded.filter(Chunk.Folded.class::isInstance).map(Chunk.Folded.class::cast).collect().stream()
                .sorted(Comparator.comparingInt(Chunk.Folded::table).thenComparingInt(Chunk.Folded::partition))
                .toList();
        report = report(ReferenceJoin.findings(spark, texts, folded));
    }

    /**
     * Reads the inputs, and finds out about the tables.
     *
     * @throws NormalizerException if an input cannot be read, or a definition is wrong
     */
    public static Tables read(SparkSession spark, Options options) {
        List<String> texts = definitions(options);
        List<Input> inputs = Inputs.find(options.inputs(), spark.sparkContext().hadoopConfiguration());
        return write(spark, options, texts, inputs, "");
    }

    /** The same, and writes the rows as CSV to a folder of attempts. */
    static Tables write(SparkSession spark, Options options, List<String> texts, List<Input> inputs, String attempts) {
        List<JavaRDD<?>> persisted = new ArrayList<>();
        try {
            return new Tables(spark, options, texts, inputs, attempts, persisted);
        } catch (RuntimeException | Error e) {
            letGo(persisted);
            throw e;
        }
    }

    /** The texts of the definitions of the tables that are wanted. */
    static List<String> definitions(Options options) {
        List<String> texts = TableDefinitions.texts(options.withShippedTables(), options.tables(), options.only());
        if (texts.size() > SortedRows.MAX_TABLES) {
            throw new NormalizerException(
                    Category.DEFINITION,
                    "There are " + texts.size() + " tables, and " + SortedRows.MAX_TABLES
                            + " are possible. Name those that are wanted with --only.");
        }
        for (TableDefinition table : TableDefinitions.ofTexts(texts)) {
            if (table.name().equalsIgnoreCase(RejectTask.ENTRY)) {
                throw new NormalizerException(
                        Category.DEFINITION,
                        "Table " + table.name() + " would have the place of the rejects. Give it another name, or leave"
                                + " it out with --only.");
            }
        }
        return texts;
    }

    /** Files that hold no message at all were named by mistake, and must not empty the tables. */
    private void requireMessages() {
        if (readFigures.inputs().stream().allMatch(input -> input.messages().total() == 0)) {
            String names = String.join(
                    ", ", readFigures.inputs().stream().map(Report.Input::name).toList());
            throw new NormalizerException(
                    Category.INPUT,
                    "No Airbyte message in " + names + ". Name the files that `connector read` was written to.");
        }
    }

    /** In how many parts the rows are sorted: as many as there are cores, if the rows are worth it. */
    private int partitions(int cores) {
        long bytes = readFigures.rowBytes();
        long most = Math.max(1, bytes / MIN_BYTES_OF_PARTITION);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(bytes / BYTES_OF_PARTITION, Math.min(cores, most)));
    }

    private Report report(List<List<Finding>> references) {
        for (int table = 0; table < definitions.size(); table++) {
            TableFigures ofTable = new TableFigures(definitions.get(table));
            ofTable.rejects().add(readFigures.rejects(table));
            figures.add(ofTable);
        }
        for (Chunk.Folded part : parts) {
            figures.get(part.table()).add(part.figures());
        }
        List<Report.Table> tables = new ArrayList<>();
        for (int table = 0; table < definitions.size(); table++) {
            tables.add(figures.get(table).report(references.get(table)));
        }
        return new Report(tables, readFigures.streams(), readFigures.inputs());
    }

    /** The names of the tables, in their order. */
    public List<String> names() {
        return definitions.stream().map(TableDefinition::name).toList();
    }

    /**
     * A table, sorted by its key. Its columns have the types that hold all of their values exactly: text where Spark has
     * none, as for more digits than 38, or nanoseconds.
     *
     * @throws IllegalArgumentException if there is no table of that name
     */
    public Dataset<Row> dataFrame(String name) {
        int table = names().indexOf(name);
        if (table < 0) {
            throw new IllegalArgumentException("no table " + name + "; there are " + String.join(", ", names()));
        }
        TypedColumns columns = TypedColumns.of(figures.get(table).sqlTypes());
        JavaRDD<Row> rows = SortedRows.of(spark, read, number -> number == table, partitions)
                .mapPartitions(new TypedRows(texts, table, columns));
        return spark.createDataFrame(rows, columns.schema());
    }

    /** What was found in the inputs, and out about the tables. */
    public Report report() {
        return report;
    }

    /** The tables as they are defined, in their order. */
    List<TableDefinition> definitions() {
        return definitions;
    }

    /** The types of the tables' columns, in the order of the tables. */
    List<SqlTypes> sqlTypes() {
        return figures.stream().map(TableFigures::sqlTypes).toList();
    }

    /** The files of a table below the folder of attempts, in the order of its rows. */
    List<String> files(int table) {
        return parts.stream()
                .filter(part -> part.table() == table)
                .map(Chunk.Folded::file)
                .toList();
    }

    /** Writes the rejects to a folder of attempts, and answers the files, in the order of the inputs. */
    List<String> writeRejects(String attempts) {
        if (report.rejectCount() == 0) {
            return List.of();
        }
        List<String> inputs = tasks.stream()
                .flatMap(task -> task.splits().stream())
                .map(split -> split.input().name())
                .toList();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<RejectTask.Places> places =
                context.broadcast(new RejectTask.Places(readFigures.linesBefore(), inputs));
        return read.mapPartitionsWithIndex(new RejectTask(places, attempts, hadoop), true)
                .collect();
    }

    /** Frees the disks of the executors; data frames of this cannot be read any more. */
    @Override
    public void close() {
        letGo(List.of(folded, read));
    }

    /**
     * Waits for the executors: an answer that comes when the session has been stopped makes Spark print a stack trace,
     * past its log.
     */
    private static void letGo(Collection<? extends JavaRDD<?>> persisted) {
        for (JavaRDD<?> rdd : persisted) {
            try {
                rdd.unpersist(true);
            } catch (Exception e) {
                // Spark logs it, and what an executor has not freed is freed with the session. The results are whole.
            }
        }
    }
}
