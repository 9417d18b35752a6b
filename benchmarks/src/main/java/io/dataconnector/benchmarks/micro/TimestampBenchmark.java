package io.dataconnector.benchmarks.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dataconnector.core.scan.TimestampReader;
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

/** Reading one timestamp, as instants are compared. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class TimestampBenchmark {
    @Param({"2024-06-02T08:01:18Z", "2024-06-02T08:01:18.666Z", "2024-06-02T10:01:18.666125+02:00"})
    private String timestamp = "";

    private final TimestampReader reader = new TimestampReader();
    private byte[] text = {};

    @Setup
    public void encode() {
        text = timestamp.getBytes(US_ASCII);
    }

    @Benchmark
    public boolean read() {
        return reader.read(text, 0, text.length);
    }
}
