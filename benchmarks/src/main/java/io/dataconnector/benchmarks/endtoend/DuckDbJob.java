package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.duckdb.DuckDbRun;
import io.dataconnector.benchmarks.duckdb.DuckDbScript;
import io.dataconnector.benchmarks.process.ChildCommand;
import io.dataconnector.benchmarks.process.Measurement;
import io.dataconnector.benchmarks.process.ProcessTimer;
import io.dataconnector.benchmarks.process.Programs;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DuckDB doing the same work, in a process of its own. Its own time is measured within the process; that of
 * the whole process is reported as well.
 */
final class DuckDbJob implements Job {
    private final String name;
    private final ProcessTimer timer;
    private final Path results;
    private final ChildCommand command;

    /**
     * @param places the value of each name in braces in the script
     * @param scratch a folder for what it writes
     */
    DuckDbJob(String name, DuckDbScript script, Map<String, String> places, ProcessTimer timer, Path scratch) {
        this.name = requireNonNull(name, "name is null");
        this.timer = requireNonNull(timer, "timer is null");
        results = requireNonNull(scratch, "scratch is null").resolve("duckdb_" + script.name());
        List<String> words = new ArrayList<>(
                List.of(Programs.java(), "-jar", Programs.ownJar().toString(), "duckdb", script.name()));
        places.forEach((place, value) -> words.add(place + "=" + value));
        words.add("output=" + results);
        Path output = scratch.resolve("duckdb_outcome_" + script.name() + ".json");
        command = new ChildCommand(words, scratch, Map.of(), output);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() {
        FileTree.delete(results);
        FileTree.create(results);
    }

    @Override
    public Map<String, Measurement> run() {
        Measurement whole = timer.run(command);
        DuckDbRun.Outcome outcome = outcome();
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        measurements.put(name, new Measurement(outcome.seconds(), outcome.cpuSeconds(), whole.peakBytes()));
        measurements.put(name + ", with the start of its JVM", whole);
        return measurements;
    }

    /** What the last run did. */
    DuckDbRun.Outcome outcome() {
        try {
            return new ObjectMapper().readValue(Files.readString(command.output()), DuckDbRun.Outcome.class);
        } catch (JsonProcessingException e) {
            throw new BenchmarkException(name + " did not say what it did: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BenchmarkException(name + " did not say what it did: " + IoFault.describe(e) + ".", e);
        }
    }
}
