package io.dataconnector.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.spark.SparkRun.Format;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed tables have the values of the CSV files, to the last digit. */
class TablesTest {
    @TempDir
    private Path folder;

    @Test
    void dataFramesHaveTheValuesOfTheCsv() {
        Options options = ofFixtures();
        Path csv = folder.resolve("csv");
        SparkSession spark = LocalSpark.session();
        new SparkRun(spark, options, Format.CSV, Optional.empty()).run(csv.toString());

        try (Tables tables = Tables.read(spark, options)) {
            assertThat(tables.names()).hasSize(6);
            for (String name : tables.names()) {
                assertSameValues(tables.dataFrame(name), CsvText.rows(Comparison.csv(csv.resolve(name))));
            }
            assertThat(tables.dataFrame("fact_invoices")
                            .schema()
                            .apply("amount")
                            .dataType())
                    .isEqualTo(DataTypes.createDecimalType(18, 3));
            assertThatThrownBy(() -> tables.dataFrame("dim_nothing"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no table dim_nothing; there are dim_accounts, ");
        }
    }

    @Test
    void parquetHasTheValuesOfTheCsv() {
        Options options = ofFixtures().withOnly("fact_invoices", "dim_accounts_history");
        Path csv = folder.resolve("csv");
        Path parquet = folder.resolve("parquet");
        SparkSession spark = LocalSpark.session();
        ParquetSettings.apply(spark);

        new SparkRun(spark, options, Format.CSV, Optional.empty()).run(csv.toString());
        new SparkRun(spark, options, Format.PARQUET, Optional.empty()).run(parquet.toString());

        for (String name : options.only()) {
            Dataset<Row> read = spark.read().parquet(parquet.resolve(name).toString());
            assertSameValues(read, CsvText.rows(Comparison.csv(csv.resolve(name))));
        }
    }

    /** Spark would cut nanoseconds, and has no decimals of more digits than 38. */
    @Test
    void valuesThatNoTypeHoldsAreText() {
        String digits = "1".repeat(39);
        Path raw = RawText.write(
                folder.resolve("raw.jsonl"),
                List.of(RawText.record(
                        "invoices",
                        1,
                        "{\"id\":\"i\",\"amount\":" + digits + ".10,\"issued_at\":\"0001-01-01T00:00:00Z\","
                                + "\"updated_at\":\"2024-01-01T00:00:00.000000001Z\"}")));

        try (Tables tables = Tables.read(LocalSpark.session(), Options.of(raw.toString()))) {
            Row row = tables.dataFrame("fact_invoices").first();
            assertThat(row.<Object>getAs("amount")).isEqualTo(digits + ".10");
            assertThat(row.<Object>getAs("updated_at")).isEqualTo("2024-01-01T00:00:00.000000001Z");
            assertThat(row.<Object>getAs("issued_at")).isEqualTo("0001-01-01T00:00:00Z");
        }
    }

    /** An executor that frees a block later would answer to a session that has stopped meanwhile. */
    @Test
    void whenTablesAreClosedNothingIsKeptAnyMore() {
        LocalSpark.session();
        BlockManager blocks = SparkEnv.get().blockManager();
        assertThat(kept(blocks)).isZero();

        try (Tables tables = Tables.read(LocalSpark.session(), ofFixtures())) {
            assertThat(tables.names()).isNotEmpty();
            assertThat(kept(blocks)).isPositive();
        }

        assertThat(kept(blocks)).isZero();
    }

    private static int kept(BlockManager blocks) {
        return blocks.getMatchingBlockIds(BlockId::isRDD).size();
    }

    private Options ofFixtures() {
        Path raw = RawText.write(folder.resolve("raw.jsonl"), RawText.ofFixtures());
        return new Options(List.of(raw.toString()), Optional.empty(), true, List.of(), 10_000, OptionalInt.of(1));
    }

    private static void assertSameValues(Dataset<Row> typed, List<List<String>> texts) {
        List<Row> rows = typed.collectAsList();
        assertThat(rows).hasSameSizeAs(texts).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < typed.schema().size(); column++) {
                DataType type = typed.schema().apply(column).dataType();
                String text = texts.get(i).get(column);
                Object expected = text == null ? null : TypedColumns.value(type, text);
                Object actual = rows.get(i).get(column);
                if (actual instanceof java.sql.Timestamp timestamp) {
                    actual = timestamp.toInstant();
                }
                if (expected instanceof BigDecimal decimal && actual instanceof BigDecimal value) {
                    assertThat(value).isEqualByComparingTo(decimal);
                } else {
                    assertThat(actual).as(typed.schema().apply(column).name()).isEqualTo(expected);
                }
            }
        }
    }
}
