package io.dataconnector.benchmarks.micro;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.run.Normalization;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Making one table, from lines in a file to a file: scan, rows, sort, fold, CSV. With 512 MB of heap all
 * rows stay in memory; with 32 MB most are spilled.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class NormalizationBenchmark {
    private static final String SCALE = "0.1";

    @Param({"dim_accounts", "dim_accounts_history", "fact_invoices", "fact_invoice_line_items", "fact_events"})
    private String table = "";

    private Optional<MicroData> data = Optional.empty();
    private RawInput input = new RawInput(RawInput.STANDARD_INPUT);
    private Path output = Path.of("");

    @Setup
    public void generate() throws IOException {
        MicroData generated = new MicroData(SCALE);
        data = Optional.of(generated);
        String stream = TableDefinitions.load(Optional.empty(), List.of(table)).iterator().next().stream()
                .toString();
        input = new RawInput(generated.raw(stream).toString());
        output = generated.folder().resolve("analytics");
    }

    @TearDown
    public void delete() {
        data.orElseThrow().close();
    }

    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx512m")
    public Report inMemory() {
        return normalize();
    }

    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx32m")
    public Report spilled() {
        return normalize();
    }

    private Report normalize() {
        try (OutputFolder folder = new OutputFolder(output);
                Normalization normalization =
                        new Normalization(TableDefinitions.load(Optional.empty(), List.of(table)), folder)) {
            Report report = normalization.run(List.of(input), Progress.NONE);
            folder.commit();
            return report;
        }
    }
}
