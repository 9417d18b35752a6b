package io.dataconnector.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of tables in their order: by table, key and version. All versions of a key are in one partition, and the
 * partitions are in the order of the keys. Spark sorts them as bytes, which their encoding allows, and spills.
 */
final class SortedRows {
    /** How many bytes with the number of its table precede a row. */
    static final int TABLE_LENGTH = Short.BYTES;

    /** How many tables there may be. */
    static final int MAX_TABLES = 1 << Short.SIZE;

    private static final String ROW = "row";
    private static final String KEY_LENGTH = "key_length";
    private static final StructType SCHEMA =
            new StructType().add(ROW, DataTypes.BinaryType).add(KEY_LENGTH, DataTypes.IntegerType);

    private SortedRows() {}

    /** What is between the read rows and the sort: some of the tables. */
    interface Selection extends IntPredicate, java.io.Serializable {}

    /**
     * Sorts rows.
     *
     * @param tables the numbers of the tables whose rows are wanted
     * @param partitions in how many parts they are sorted
     */
    static JavaRDD<Row> of(SparkSession spark, JavaRDD<Chunk> chunks, Selection tables, int partitions) {
        return spark.createDataFrame(chunks.flatMap(new ToRows(tables)), SCHEMA)
                .repartitionByRange(partitions, col(ROW).substr(lit(1), col(KEY_LENGTH)))
                .sortWithinPartitions(ROW)
                .javaRDD();
    }

    private record ToRows(Selection tables) implements FlatMapFunction<Chunk, Row> {
        @Override
        public Iterator<Row> call(Chunk chunk) {
            if (!(chunk instanceof Chunk.Rows rows) || !tables.test(rows.table())) {
                return Collections.emptyIterator();
            }
            List<Row> result = new ArrayList<>();
            for (io.dataconnector.normalizer.table.Row row : rows.rows()) {
                byte[] bytes = new byte[TABLE_LENGTH + row.to() - row.from()];
                bytes[0] = (byte) (rows.table() >> Byte.SIZE);
                bytes[1] = (byte) rows.table();
                System.arraycopy(row.bytes(), row.from(), bytes, TABLE_LENGTH, row.to() - row.from());
                result.add(RowFactory.create(bytes, TABLE_LENGTH + row.keyLength()));
            }
            return result.iterator();
        }
    }
}
