package io.dataconnector.benchmarks.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command for a process of its own.
 *
 * @param words the program and its arguments
 * @param folder the folder it runs in
 * @param environment environment variables in addition to those of this process
 * @param output the file that its standard output goes to
 */
public record ChildCommand(List<String> words, Path folder, Map<String, String> environment, Path output) {
    public ChildCommand {
        words = List.copyOf(words);
        requireNonNull(folder, "folder is null");
        environment = Map.copyOf(environment);
        requireNonNull(output, "output is null");
    }
}
