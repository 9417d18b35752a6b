package io.dataconnector.benchmarks;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files, and folders with their content. */
public final class FileTree {
    private FileTree() {}

    /** Makes sure that a folder exists, and returns it. */
    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(folder, "created", e);
        }
    }

    /** Deletes a file, or a folder with its content, if it exists. */
    public static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : leavesFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw failure(root, "deleted", e);
        } catch (UncheckedIOException e) {
            throw failure(root, "deleted", cause(e));
        }
    }

    /** How many bytes all files in a folder have. */
    public static long bytes(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile).mapToLong(FileTree::size).sum();
        } catch (IOException e) {
            throw failure(root, "read", e);
        } catch (UncheckedIOException e) {
            throw failure(root, "read", cause(e));
        }
    }

    private static IOException cause(UncheckedIOException e) {
        return requireNonNull(e.getCause(), "cause is null");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BenchmarkException failure(Path path, String what, IOException e) {
        return new BenchmarkException(path + " cannot be " + what + ": " + IoFault.describe(e) + ".", e);
    }
}
