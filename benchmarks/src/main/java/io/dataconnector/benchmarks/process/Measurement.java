package io.dataconnector.benchmarks.process;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What one run of something took.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds of all its threads and children, in user and system mode
 * @param peakBytes the most memory that was resident, where that can be told
 */
public record Measurement(double seconds, double cpuSeconds, OptionalLong peakBytes) {
    public Measurement {
        requireNonNull(peakBytes, "peakBytes is null");
    }
}
