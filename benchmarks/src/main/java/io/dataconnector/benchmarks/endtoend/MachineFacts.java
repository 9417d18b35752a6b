package io.dataconnector.benchmarks.endtoend;

import io.dataconnector.benchmarks.duckdb.DuckDbRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The facts about the machine that the numbers depend on. */
final class MachineFacts {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private MachineFacts() {}

    /** A list in Markdown. */
    static String describe() {
        return String.format(
                Locale.ROOT,
                """
                - %d cores%s, %s %s
                - Java %s (%s)
                - DuckDB %s
                """,
                Runtime.getRuntime().availableProcessors(),
                processor().map(name -> " of " + name).orElse(""),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vm.name"),
                DuckDbRun.version());
    }

    private static Optional<String> processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
