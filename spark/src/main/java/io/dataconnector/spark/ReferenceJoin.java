package io.dataconnector.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the references to rows that do not exist: an anti join of what is referred to with the keys of the tables. Both
 * sides are grouped by key together, and already where they were made, so that a key that many rows refer to is one row.
 */
final class ReferenceJoin {
    private static final String CHECK = "check_number";
    private static final String KEY = "key_bytes";
    private static final String IS_TARGET = "is_target";
    private static final String REFERRING = "referring";
    private static final StructType SCHEMA = new StructType()
            .add(CHECK, DataTypes.IntegerType)
            .add(KEY, DataTypes.BinaryType)
            .add(IS_TARGET, DataTypes.BooleanType)
            .add(REFERRING, DataTypes.LongType);

    private ReferenceJoin() {}

    /**
     * The findings of each table of the run.
     *
     * @param folded holds the keys
     */
    static List<List<Finding>> findings(SparkSession spark, List<String> definitions, JavaRDD<Chunk> folded) {
        List<TableDefinition> tables = TableDefinitions.ofTexts(definitions);
        ForeignKeys foreignKeys = new ForeignKeys(tables);
        List<List<Finding>> findings = new ArrayList<>();
        tables.forEach(table -> findings.add(new ArrayList<>()));
        if (foreignKeys.checks().isEmpty()) {
            return findings;
        }
        Dataset<Row> keys = spark.createDataFrame(folded.flatMap(new ToKeys(definitions)), SCHEMA);
        JavaRDD<Row> unresolved = keys.groupBy(CHECK, KEY)
                .agg(max(IS_TARGET).as(IS_TARGET), sum(REFERRING).as(REFERRING))
                .filter(col(IS_TARGET).equalTo(false))
                .javaRDD();
        Map<Integer, UnresolvedKeys> all = new HashMap<>();
        for (Unresolved part :
                unresolved.mapPartitions(new Summarize(definitions)).collect()) {
            all.computeIfAbsent(part.check(), check -> new UnresolvedKeys()).add(part.keys());
        }
        for (int i = 0; i < foreignKeys.checks().size(); i++) {
            UnresolvedKeys ofCheck = all.get(i);
            if (ofCheck != null) {
                ForeignKeys.Check check = foreignKeys.checks().get(i);
                findings.get(check.table())
                        .add(Finding.unresolved(check.reference(), ofCheck.rows(), ofCheck.examples()));
            }
        }
        return findings;
    }

    private record Unresolved(int check, UnresolvedKeys keys) implements Serializable {}

    private record ToKeys(List<String> definitions) implements FlatMapFunction<Chunk, Row> {
        @Override
        public Iterator<Row> call(Chunk chunk) {
            List<Row> rows = new ArrayList<>();
            if (chunk instanceof Chunk.Keys keys) {
                ForeignKeys foreignKeys = new ForeignKeys(TableDefinitions.ofTexts(definitions));
                boolean areTargets = foreignKeys.areTargets(keys.keys());
                List<Integer> checks = foreignKeys.checksOf(keys.keys());
                for (io.dataconnector.normalizer.table.Row key : keys.rows()) {
                    byte[] bytes = Arrays.copyOfRange(key.bytes(), key.from(), key.to());
                    for (int check : checks) {
                        rows.add(RowFactory.create(check, bytes, areTargets, areTargets ? 0L : 1L));
                    }
                }
            }
            return rows.iterator();
        }
    }

    private record Summarize(List<String> definitions) implements FlatMapFunction<Iterator<Row>, Unresolved> {
        @Override
        public Iterator<Unresolved> call(Iterator<Row> rows) {
            List<ForeignKeys.Check> checks = new ForeignKeys(TableDefinitions.ofTexts(definitions)).checks();
            Map<Integer, UnresolvedKeys> unresolved = new HashMap<>();
            while (rows.hasNext()) {
                Row row = rows.next();
                int check = row.getInt(0);
                byte[] key = row.getAs(1);
                String description = checks.get(check)
                        .fields()
                        .describe(new io.dataconnector.normalizer.table.Row(key, 0, key.length, key.length));
                unresolved
                        .computeIfAbsent(check, number -> new UnresolvedKeys())
                        .add(key, description, row.getLong(3));
            }
            return unresolved.entrySet().stream()
                    .map(entry -> new Unresolved(entry.getKey(), entry.getValue()))
                    .iterator();
        }
    }
}
