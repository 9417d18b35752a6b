package io.dataconnector.benchmarks.http;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Pages that are compressed once, beside the folder that they come from. */
public final class CompressedPages {
    private static final int BUFFER_SIZE = 1 << 16;

    private CompressedPages() {}

    /**
     * Compresses all pages by gzip at its default level, unless that was done before.
     *
     * @param fixtures a folder of pages for each stream
     * @return the folder of the compressed pages
     */
    public static Path of(Path fixtures) {
        Path folder = fixtures.resolveSibling(fixtures.getFileName() + "-gzip");
        if (Files.exists(folder)) {
            return folder;
        }
        // Under another name until it is complete.
        Path unfinished = fixtures.resolveSibling(fixtures.getFileName() + "-gzip-unfinished");
        FileTree.delete(unfinished);
        try (Stream<Path> files = Files.walk(fixtures)) {
            List<Path> pages = files.filter(Files::isRegularFile).toList();
            for (Path page : pages) {
                compress(page, unfinished.resolve(fixtures.relativize(page)));
            }
            return Files.move(unfinished, folder);
        } catch (IOException e) {
            throw new BenchmarkException(
                    "Pages cannot be compressed in " + folder + ": " + IoFault.describe(e) + ".", e);
        }
    }

    private static void compress(Path page, Path target) throws IOException {
        FileTree.create(target.resolveSibling(""));
        Path file = target.resolveSibling(page.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), BUFFER_SIZE)) {
            Files.copy(page, out);
        }
    }
}
