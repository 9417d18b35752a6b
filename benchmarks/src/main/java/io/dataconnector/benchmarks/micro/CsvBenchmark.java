package io.dataconnector.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.table.RowBatch;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
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

/** Writing 50,000 rows of invoices as CSV to a sink that discards it: here, and with opencsv's writer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CsvBenchmark {
    private final TableDefinition table = MicroRows.table("fact_invoices");
    private final RowFields fields = new RowFields(table.columns().size(), 0);
    private Optional<MicroData> data = Optional.empty();
    private List<RowBatch> batches = List.of();

    @Setup
    public void makeRows() throws IOException {
        MicroData generated = new MicroData("0.1");
        data = Optional.of(generated);
        batches = MicroRows.of(table, generated.raw("invoices"));
    }

    @TearDown
    public void delete() {
        data.orElseThrow().close();
    }

    @Benchmark
    public void bytes() throws IOException {
        try (CsvFile csv = new CsvFile(OutputStream.nullOutputStream(), table.columns())) {
            for (RowBatch batch : batches) {
                for (int row = 0; row < batch.count(); row++) {
                    fields.begin(batch.row(row));
                    while (fields.next()) {
                        csv.write(fields);
                    }
                }
            }
        }
    }

    @Benchmark
    public void opencsv() throws IOException {
        try (CSVWriter csv = new CSVWriter(
                new OutputStreamWriter(OutputStream.nullOutputStream(), UTF_8),
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_ESCAPE_CHARACTER,
                ICSVWriter.RFC4180_LINE_END)) {
            for (RowBatch batch : batches) {
                for (int row = 0; row < batch.count(); row++) {
                    fields.begin(batch.row(row));
                    while (fields.next()) {
                        csv.writeNext(texts(), false);
                    }
                }
            }
        }
    }

    private String[] texts() {
        String[] texts = new String[fields.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = fields.text(i);
        }
        return texts;
    }
}
