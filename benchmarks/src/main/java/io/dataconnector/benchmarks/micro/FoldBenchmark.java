package io.dataconnector.benchmarks.micro;

import io.dataconnector.normalizer.fold.FoldedRow;
import io.dataconnector.normalizer.fold.LatestRows;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.fold.SortMemory;
import io.dataconnector.normalizer.table.RowBatch;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Sorting 50,000 versions of invoices in batches, and folding them to the newest of each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class FoldBenchmark {
    private Optional<MicroData> data = Optional.empty();
    private Path folder = Path.of("");
    private List<RowBatch> batches = List.of();

    @Setup
    public void makeRows() throws IOException {
        MicroData generated = new MicroData("0.1");
        data = Optional.of(generated);
        folder = generated.folder();
        batches = MicroRows.of(MicroRows.table("fact_invoices"), generated.raw("invoices"));
    }

    @TearDown
    public void delete() {
        data.orElseThrow().close();
    }

    @Benchmark
    public void inMemory(Blackhole blackhole) throws IOException {
        fold(Long.MAX_VALUE, blackhole);
    }

    /** With one spill for each batch. */
    @Benchmark
    public void spilled(Blackhole blackhole) throws IOException {
        fold(0, blackhole);
    }

    private void fold(long maxBytes, Blackhole blackhole) throws IOException {
        try (RowSorter sorter = new RowSorter(folder, new SortMemory(maxBytes))) {
            for (RowBatch batch : batches) {
                sorter.add(batch);
            }
            LatestRows rows = new LatestRows(sorter.sorted());
            while (rows.hasNext()) {
                FoldedRow row = rows.next();
                blackhole.consume(row);
            }
        }
    }
}
