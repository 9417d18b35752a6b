package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.process.Measurement;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs jobs in turn: each once, then each a second time, and so on. A temporary disturbance of the machine thus
 * affects all of them. A round before the first is not measured; it warms the caches of the system.
 */
final class Rounds {
    private final int rounds;
    private final PrintWriter log;

    Rounds(int rounds, PrintWriter log) {
        if (rounds < 1) {
            throw new BenchmarkException("There must be one round at least, but there are " + rounds + ".");
        }
        this.rounds = rounds;
        this.log = requireNonNull(log, "log is null");
    }

    /** Runs all jobs and, after the first round, the check of their results. */
    Results run(List<? extends Job> jobs, Runnable check) {
        Results results = new Results();
        runOnce("warm-up", jobs, new Results());
        check.run();
        for (int round = 1; round <= rounds; round++) {
            runOnce("round " + round + " of " + rounds, jobs, results);
        }
        return results;
    }

    private void runOnce(String round, List<? extends Job> jobs, Results results) {
        for (Job job : jobs) {
            job.prepare();
            writeBack();
            Map<String, Measurement> measurements = job.run();
            results.add(measurements);
            Measurement own = requireNonNull(measurements.get(job.name()), "a job did not measure itself");
            log.printf(Locale.ROOT, "%s: %s: %.3f s%n", round, job.name(), own.seconds());
            log.flush();
        }
    }

    /** So that no job pays for what the one before it has written. */
    private static void writeBack() {
        try {
            new ProcessBuilder("sync").inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new BenchmarkException("Command `sync` cannot be run: " + IoFault.describe(e) + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("The benchmark was interrupted.", e);
        }
    }
}
