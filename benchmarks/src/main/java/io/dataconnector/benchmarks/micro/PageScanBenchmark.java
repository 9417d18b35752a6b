package io.dataconnector.benchmarks.micro;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The scan of a page of a hundredth of a stream at scale 1, from memory: 1,000 accounts, 10,000 events. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class PageScanBenchmark {
    @Param({"accounts", "users", "events", "invoices"})
    private String stream = "";

    private byte[] page = {};
    private Optional<PageReader> reader = Optional.empty();

    @Setup
    public void generate() throws IOException {
        try (MicroData data = new MicroData("0.01")) {
            page = Files.readAllBytes(data.page(stream));
        }
        reader = Optional.of(new PageReader(MicroData.format(stream), MicroData.MAX_RECORD_BYTES));
    }

    /** One page. */
    @Benchmark
    public ObjectNode scan(Blackhole blackhole) {
        return reader.orElseThrow()
                .read(new Page(stream, new ByteArrayInputStream(page), Instant.EPOCH), MicroData.MEMORY, row -> {
                    row.putOnOneLine();
                    blackhole.consume(row.to());
                });
    }
}
