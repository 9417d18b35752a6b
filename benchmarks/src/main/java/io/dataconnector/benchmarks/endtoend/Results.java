package io.dataconnector.benchmarks.endtoend;

import io.dataconnector.benchmarks.process.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measurements of a group's jobs, in the order of their arrival. */
final class Results {
    private final Map<String, List<Measurement>> runs = new LinkedHashMap<>();

    void add(Map<String, Measurement> measurements) {
        measurements.forEach((job, measurement) ->
                runs.computeIfAbsent(job, name -> new ArrayList<>()).add(measurement));
    }

    void addAll(Results others) {
        runs.putAll(others.runs);
    }

    Collection<Samples> samples() {
        return runs.keySet().stream().map(this::samples).toList();
    }

    Samples samples(String job) {
        List<Measurement> measurements = runs.get(job);
        if (measurements == null) {
            throw new IllegalArgumentException("job " + job + " was not run");
        }
        return new Samples(job, measurements);
    }
}
