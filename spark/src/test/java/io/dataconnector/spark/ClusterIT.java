package io.dataconnector.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.spark.SparkProcesses.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors are processes of their own: what they make is equal, also if some of them are killed. */
class ClusterIT {
    @TempDir
    private Path folder;

    private Path raw() {
        List<String> lines = new ArrayList<>(RawText.ofFixtures());
        lines.add(5, "{\"type\":\"RECORD\",\"rec");
        lines.add(lines.size() - 3, RawText.record("accounts", 1, "{\"id\":null}"));
        return RawText.write(folder.resolve("raw.jsonl"), lines);
    }

    private void assertEqualOn(SparkProcesses spark, List<String> properties, String expectedErr) throws Exception {
        Options options = Options.of(raw().toString());
        Comparison comparison = Comparison.with(folder.resolve("expected"), options);
        Path output = folder.resolve("out");

        Result result = spark.run(
                properties, raw().toString(), "--output", output.toString(), "--split-bytes=9000", "--partitions=4");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains(expectedErr);
        comparison.assertEqual(output, properties.toString());
        assertThat(output.toFile().list()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void executorsOfALocalClusterMakeEqualTables() throws Exception {
        try (SparkProcesses spark = new SparkProcesses(Files.createDirectory(folder.resolve("spark")))) {
            assertEqualOn(spark, List.of("spark.master=local-cluster[2,1,1024]"), " rejects; results in ");
        }
    }

    /** One executor is killed while it reads, and one while it writes. */
    @Test
    void tablesAreEqualIfExecutorsAreKilled() throws Exception {
        try (SparkProcesses spark = new SparkProcesses(Files.createDirectory(folder.resolve("spark")))) {
            String master = spark.startMaster();
            spark.startWorker("worker-1", master);
            spark.startWorker("worker-2", master);

            assertEqualOn(
                    spark,
                    List.of(
                            "spark.master=" + master,
                            "spark.executor.memory=512m",
                            "spark.extraListeners=" + KillingListener.class.getName()),
                    "killed while: " + Tables.FOLDED);
        }
    }
}
