package io.dataconnector.benchmarks.endtoend;

import io.dataconnector.benchmarks.process.Measurement;
import java.util.Map;

/** Something that is run several times to see what it takes. */
public interface Job {
    /** What it is, in a few words; no other job of the benchmark is called the same. */
    String name();

    /** Removes what an earlier run wrote. It is not measured. */
    void prepare();

    /** Runs, and answers what it took, by name: its own, and perhaps others that it can tell apart. */
    Map<String, Measurement> run();
}
