package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Quantity;
import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.output.SchemaSql;
import io.dataconnector.normalizer.output.SchemaYml;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** One run of the program: inputs in; tables, rejects and report out, all of them or none. */
final class SparkRun {
    /** The file that says what a run did. */
    static final String REPORT = "report.json";

    private static final String SCHEMA_SQL = SchemaSql.FILE;
    private static final String SCHEMA_YML = "schema.yml";

    /** The results that are files. */
    static final Set<String> FILES = Set.of(REPORT, SCHEMA_SQL, SCHEMA_YML);

    /** The form of the tables. */
    enum Format {
        CSV,
        PARQUET
    }

    private final SparkSession spark;
    private final Options options;
    private final Format format;
    private final Optional<Long> maxRejects;

    /** @param maxRejects how many rejects are allowed; any number if it is empty */
    SparkRun(SparkSession spark, Options options, Format format, Optional<Long> maxRejects) {
        this.spark = requireNonNull(spark, "spark is null");
        this.options = requireNonNull(options, "options is null");
        this.format = requireNonNull(format, "format is null");
        this.maxRejects = requireNonNull(maxRejects, "maxRejects is null");
    }

    /**
     * Runs.
     *
     * @param output the folder of the results, a path or a URI of Hadoop
     * @throws NormalizerException if an input cannot be read, the results cannot be written, or there are more rejects
     *     than are allowed
     */
    Report run(String output) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> texts = Tables.definitions(options);
        List<Input> inputs = Inputs.find(options.inputs(), hadoop);
        List<String> entries = new ArrayList<>(TableDefinitions.ofTexts(texts).stream()
                .map(TableDefinition::name)
                .toList());
        entries.add(RejectTask.ENTRY);
        entries.add(REPORT);
        if (format == Format.CSV) {
            // It loads CSV files.
            entries.add(SCHEMA_SQL);
        }
        entries.add(SCHEMA_YML);
        try (OutputPlace place = OutputPlace.open(output, entries, hadoop);
                Tables tables =
                        Tables.write(spark, options, texts, inputs, format == Format.CSV ? place.attempts() : "")) {
            stageRejectsAndReport(place, tables);
            requireFewRejects(place, tables.report(), output);
            for (int table = 0; table < tables.definitions().size(); table++) {
                stage(place, tables, table);
            }
            stageSchemas(place, tables);
            place.commit(entries);
            return tables.report();
        }
    }

    private static void stageRejectsAndReport(OutputPlace place, Tables tables) {
        List<String> rejects = tables.writeRejects(place.attempts());
        place.stage(RejectTask.ENTRY, rejects, RejectTask.SUFFIX);
        if (rejects.isEmpty()) {
            place.stage(RejectTask.ENTRY + "/" + PartFile.partName(0, RejectTask.SUFFIX), new byte[0]);
        }
        mark(place, RejectTask.ENTRY);
        place.stage(REPORT, (Json.writePretty(tables.report().toJson()) + "\n").getBytes(UTF_8));
    }

    private void requireFewRejects(OutputPlace place, Report report, String output) {
        if (maxRejects.isPresent() && report.rejectCount() > maxRejects.get()) {
            place.commit(List.of(RejectTask.ENTRY, REPORT));
            throw new NormalizerException(
                    Category.REJECTS,
                    Quantity.of(report.rejectCount(), "reject") + ", and " + maxRejects.get() + " are allowed. See "
                            + output + "/" + RejectTask.ENTRY + "; the tables were left as they are.");
        }
    }

    private void stage(OutputPlace place, Tables tables, int table) {
        TableDefinition definition = tables.definitions().get(table);
        switch (format) {
            case CSV -> {
                List<String> files = tables.files(table);
                place.stage(definition.name(), files, CsvParts.SUFFIX);
                if (files.isEmpty()) {
                    String part = PartFile.partName(0, CsvParts.SUFFIX);
                    place.stage(definition.name() + "/" + part, CsvParts.empty(definition));
                }
            }
            case PARQUET ->
                tables.dataFrame(definition.name())
                        .write()
                        .option("compression", "zstd")
                        .parquet(place.staged(definition.name()).toString());
        }
        mark(place, definition.name());
    }

    private void stageSchemas(OutputPlace place, Tables tables) {
        switch (format) {
            case CSV ->
                place.stage(SCHEMA_SQL, SchemaSql.ofParts(tables.sqlTypes()).getBytes(UTF_8));
            // It would load CSV files that are not there any more.
            case PARQUET -> place.outdate(SCHEMA_SQL, SchemaSql::isOfParts);
        }
        Map<String, TableDefinition> definitions = new LinkedHashMap<>();
        tables.definitions().forEach(definition -> definitions.put(definition.name(), definition));
        place.stage(SCHEMA_YML, SchemaYml.of(definitions).getBytes(UTF_8));
    }

    private static void mark(OutputPlace place, String entry) {
        place.stage(entry + "/" + OutputPlace.MARKER, new byte[0]);
    }
}
