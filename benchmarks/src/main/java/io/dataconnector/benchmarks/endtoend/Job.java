package io.dataconnector.benchmarks.endtoend;

import io.dataconnector.benchmarks.process.Measurement;
import java.util.Map;

/** Something that is run several times to see what it takes. */
public interface Job {
    /** What it is, in a few words; unique in the benchmark. */
    String name();

    /** Removes what an earlier run wrote. It is not measured. */
    void prepare();

    /** Runs, and returns measurements by name: its own, and possibly those of its parts. */
    Map<String, Measurement> run();
}
