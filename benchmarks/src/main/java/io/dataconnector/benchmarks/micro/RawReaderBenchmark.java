package io.dataconnector.benchmarks.micro;

import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawReader;
import java.io.IOException;
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

/** Reading 50,000 lines of events from a file that is in the system's cache, without parsing them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class RawReaderBenchmark {
    private Optional<MicroData> data = Optional.empty();
    private RawInput input = new RawInput(RawInput.STANDARD_INPUT);

    @Setup
    public void generate() throws IOException {
        MicroData generated = new MicroData("0.05");
        data = Optional.of(generated);
        input = new RawInput(generated.raw("events").toString());
    }

    @TearDown
    public void delete() {
        data.orElseThrow().close();
    }

    /** One file, in blocks as large as those of a run with 512 MB of heap. */
    @Benchmark
    public long lines(Blackhole blackhole) throws IOException {
        long lines = 0;
        try (RawReader reader = new RawReader(input, bytes -> {})) {
            LineBlock block = new LineBlock(1 << 21);
            while (reader.read(block)) {
                block.forEachLine((buffer, from, to, number) -> {
                    blackhole.consume(to);
                    return true;
                });
                lines += block.lines();
            }
        }
        return lines;
    }
}
