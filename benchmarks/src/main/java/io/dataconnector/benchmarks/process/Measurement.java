package io.dataconnector.benchmarks.process;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * The time and memory of one run.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds of all its threads and children, in user and system mode
 * @param peakBytes peak resident memory, if it is known
 */
public record Measurement(double seconds, double cpuSeconds, OptionalLong peakBytes) {
    public Measurement {
        requireNonNull(peakBytes, "peakBytes is null");
    }
}
