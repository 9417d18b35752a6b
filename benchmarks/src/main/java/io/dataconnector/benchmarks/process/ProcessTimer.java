package io.dataconnector.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs processes and says what they took: seconds as the shell counts them, which includes no start of a
 * shell, and peak memory where GNU time is installed. A process that fails is an error.
 */
public final class ProcessTimer {
    private static final String SCRIPT = """
            TIMEFORMAT='%R %U %S'
            { time "$@" 2> "$BENCHMARK_ERRORS"; } 2> "$BENCHMARK_SECONDS"
            """;

    private static final String GNU_TIME = "/usr/bin/time";
    private static final long BYTES_PER_KILOBYTE = 1_024;

    private final Path errors;
    private final Path seconds;
    private final Path peak;
    private final boolean hasGnuTime;

    /** @param scratch a folder for small files */
    public ProcessTimer(Path scratch) {
        requireNonNull(scratch, "scratch is null");
        errors = scratch.resolve("errors.txt");
        seconds = scratch.resolve("seconds.txt");
        peak = scratch.resolve("peak.txt");
        hasGnuTime = isGnuTimeThere();
    }

    private boolean isGnuTimeThere() {
        if (!Files.isExecutable(Path.of(GNU_TIME))) {
            return false;
        }
        try {
            Process probe = new ProcessBuilder(GNU_TIME, "-q", "-f", "%M", "-o", peak.toString(), "true")
                    .redirectError(Redirect.DISCARD)
                    .start();
            return probe.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Runs a command to its end.
     *
     * @throws BenchmarkException if it cannot be started, or its exit status is not 0
     */
    public Measurement run(ChildCommand command) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
        if (hasGnuTime) {
            words.addAll(List.of(GNU_TIME, "-q", "-f", "%M", "-o", peak.toString()));
        }
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.folder().toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(command.output().toFile())
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(command.environment());
        builder.environment().put("BENCHMARK_ERRORS", errors.toString());
        builder.environment().put("BENCHMARK_SECONDS", seconds.toString());
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw failed(command, status);
            }
            return measurement();
        } catch (IOException e) {
            throw new BenchmarkException(
                    "Command `" + String.join(" ", command.words()) + "` cannot be measured: " + IoFault.describe(e)
                            + ".",
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private BenchmarkException failed(ChildCommand command, int status) throws IOException {
        return new BenchmarkException("Command `" + String.join(" ", command.words()) + "`, run in " + command.folder()
                + ", ended with exit status " + status + ":\n"
                + Files.readString(errors, UTF_8));
    }

    private Measurement measurement() throws IOException {
        String[] numbers = Files.readString(seconds).strip().replace(',', '.').split(" ", -1);
        double cpuSeconds = Double.parseDouble(numbers[1]) + Double.parseDouble(numbers[2]);
        OptionalLong peakBytes = hasGnuTime
                ? OptionalLong.of(Long.parseLong(Files.readString(peak).strip()) * BYTES_PER_KILOBYTE)
                : OptionalLong.empty();
        return new Measurement(Double.parseDouble(numbers[0]), cpuSeconds, peakBytes);
    }

    private static BenchmarkException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchmarkException("The benchmark was interrupted.", e);
    }
}
