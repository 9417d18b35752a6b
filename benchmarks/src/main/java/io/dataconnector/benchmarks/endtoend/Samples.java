package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.process.Measurement;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of all runs of one job.
 *
 * @param job its name
 * @param runs at least one
 */
record Samples(String job, List<Measurement> runs) {
    Samples {
        requireNonNull(job, "job is null");
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("runs is empty");
        }
    }

    double medianSeconds() {
        return median(Measurement::seconds);
    }

    double medianCpuSeconds() {
        return median(Measurement::cpuSeconds);
    }

    double minSeconds() {
        return runs.stream().mapToDouble(Measurement::seconds).min().orElseThrow();
    }

    double maxSeconds() {
        return runs.stream().mapToDouble(Measurement::seconds).max().orElseThrow();
    }

    OptionalLong peakBytes() {
        return runs.stream()
                .map(Measurement::peakBytes)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }

    /** The one in the middle, or the mean of the two in the middle. */
    private double median(ToDoubleFunction<Measurement> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
