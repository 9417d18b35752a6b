package io.dataconnector.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.core.fault.IoFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The raw outputs of the days after a first one: each holds every hundredth record of it, another hundredth each day, in
 * a newer version.
 *
 * @param days how many there are
 */
public record DailyChanges(int days) {
    private static final int ONE_IN = 100;
    private static final LocalDate FIRST_DAY = LocalDate.of(2030, 1, 1);
    private static final String RECORD = "{\"type\":\"RECORD\"";
    private static final String VERSION = "\"updated_at\":\"";

    /** Writes them to a folder; returns them, the oldest first. */
    public List<Path> writeTo(Path folder, Path first) {
        requireNonNull(folder, "folder is null");
        List<Path> files = new ArrayList<>();
        List<Writer> outputs = new ArrayList<>();
        try {
            for (int day = 0; day < days; day++) {
                files.add(folder.resolve(FIRST_DAY.plusDays(day) + ".jsonl"));
                outputs.add(Files.newBufferedWriter(files.get(day), UTF_8));
            }
            write(first, outputs);
            for (Writer output : outputs) {
                output.close();
            }
        } catch (IOException e) {
            throw new BenchmarkException("Days cannot be written to " + folder + ": " + IoFault.describe(e) + ".", e);
        }
        return List.copyOf(files);
    }

    private static void write(Path first, List<Writer> outputs) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(first, UTF_8)) {
            int record = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(RECORD)) {
                    for (int day = record % ONE_IN; day < outputs.size(); day += ONE_IN) {
                        outputs.get(day).write(newer(line, FIRST_DAY.plusDays(day)) + "\n");
                    }
                    record++;
                }
            }
        }
    }

    private static String newer(String line, LocalDate date) {
        int from = line.lastIndexOf(VERSION) + VERSION.length();
        int to = line.indexOf('"', from);
        return line.substring(0, from) + date + "T00:00:00Z" + line.substring(to);
    }
}
