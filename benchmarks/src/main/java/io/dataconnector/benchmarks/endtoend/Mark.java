package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a job should reach.
 *
 * @param job the job's name
 * @param target in words: {@code ≤ 2.0 × cat}
 * @param max what the value may be at most
 * @param value computed from the medians of all jobs
 */
record Mark(String job, String target, double max, ToDoubleFunction<Results> value) {
    Mark {
        requireNonNull(job, "job is null");
        requireNonNull(target, "target is null");
        requireNonNull(value, "value is null");
    }

    /** The job takes at most so many times the time of another one. */
    static Mark atMost(double max, String job, String other) {
        return new Mark(job, "≤ " + number(max) + " × " + other, max, ratio(job, other));
    }

    /** The job takes less time than another one. */
    static Mark fasterThan(String job, String other) {
        return new Mark(job, "< " + other, Math.nextDown(1.0), ratio(job, other));
    }

    /** The job takes at most so many times the time of the fastest of some jobs. */
    static Mark atMostBest(double max, String job, Collection<String> jobs) {
        return new Mark(
                job,
                "≤ " + number(max) + " × the fastest",
                max,
                results -> results.samples(job).medianSeconds() / best(results, jobs));
    }

    /** The job takes less CPU time than so many seconds. */
    static Mark cpuBelow(double seconds, String job) {
        return new Mark(
                job,
                "CPU < " + number(seconds) + " s",
                Math.nextDown(seconds),
                results -> results.samples(job).medianCpuSeconds());
    }

    private static double best(Results results, Collection<String> jobs) {
        return jobs.stream()
                .mapToDouble(name -> results.samples(name).medianSeconds())
                .min()
                .orElseThrow();
    }

    private static ToDoubleFunction<Results> ratio(String job, String other) {
        return results ->
                results.samples(job).medianSeconds() / results.samples(other).medianSeconds();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    boolean isMet(Results results) {
        return value.applyAsDouble(results) <= max;
    }
}
