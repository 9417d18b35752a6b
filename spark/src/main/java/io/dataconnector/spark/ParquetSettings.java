package io.dataconnector.spark;

import org.apache.spark.sql.SparkSession;

/** How a session of its own writes Parquet: instants as they are, in microseconds, whatever their year. */
final class ParquetSettings {
    private ParquetSettings() {}

    static void apply(SparkSession spark) {
        spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    }
}
