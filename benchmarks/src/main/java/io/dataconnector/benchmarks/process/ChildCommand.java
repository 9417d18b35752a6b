package io.dataconnector.benchmarks.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command for a process of its own.
 *
 * @param words the program and its arguments
 * @param folder in which it runs
 * @param environment what it finds in its environment beside what this process has
 * @param output the file that takes its standard output
 */
public record ChildCommand(List<String> words, Path folder, Map<String, String> environment, Path output) {
    public ChildCommand {
        words = List.copyOf(words);
        requireNonNull(folder, "folder is null");
        environment = Map.copyOf(environment);
        requireNonNull(output, "output is null");
    }
}
