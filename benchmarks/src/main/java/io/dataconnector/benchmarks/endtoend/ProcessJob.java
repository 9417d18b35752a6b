package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.process.ChildCommand;
import io.dataconnector.benchmarks.process.Measurement;
import io.dataconnector.benchmarks.process.ProcessTimer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process that is measured as a whole.
 *
 * @param results what it writes in addition to its standard output
 */
record ProcessJob(String name, ChildCommand command, ProcessTimer timer, List<Path> results) implements Job {
    ProcessJob {
        requireNonNull(name, "name is null");
        requireNonNull(command, "command is null");
        requireNonNull(timer, "timer is null");
        results = List.copyOf(results);
    }

    @Override
    public void prepare() {
        FileTree.delete(command.output());
        results.forEach(FileTree::delete);
    }

    @Override
    public Map<String, Measurement> run() {
        return Map.of(name, timer.run(command));
    }
}
