package io.dataconnector.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The session that the tests of this process share. It listens on the loopback address only. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("test")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config(
                        "spark.local.dir",
                        Path.of("target", "spark").toAbsolutePath().toString())
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target", "warehouse").toUri().toString())
                .getOrCreate();
    }
}
