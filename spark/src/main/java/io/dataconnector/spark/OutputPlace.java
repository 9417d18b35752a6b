package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.work.Workers;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of the results. Everything is made in a hidden folder in it, and takes its place by renaming when all of it
 * is complete: all of it, or none. A table is a folder with a file that says who made it, and no other is replaced.
 */
final class OutputPlace implements AutoCloseable {
    /** Marks a folder that may be replaced. Readers of Hadoop and Spark pass over names with an underscore. */
    static final String MARKER = "_dataconnector";

    private static final int MAX_BEGINNING = 1_000;

    /** On an object store each rename is a copy, which takes about a second. */
    private static final int RENAMES_AT_ONCE = 16;

    private final String name;
    private final Path folder;
    private final FileSystem files;
    private final Path staging;
    private final boolean isNew;
    private final List<String> outdated = new ArrayList<>();
    private boolean isCommitted;

    private OutputPlace(String name, Path folder, FileSystem files, boolean isNew) {
        this.name = name;
        this.folder = folder;
        this.files = files;
        this.isNew = isNew;
        staging = new Path(folder, ".staging-" + UUID.randomUUID());
    }

    /**
     * Makes sure, before anything is read, that results can be written to a folder.
     *
     * @param name a path, or a URI of Hadoop
     * @param entries the names of the results
     * @throws NormalizerException if it is not a folder, something else has the place of a result, or nothing can be
     *     written there
     */
    static OutputPlace open(String name, Collection<String> entries, Configuration hadoop) {
        Path path = HadoopPaths.of(name, Category.OUTPUT, "Output");
        try {
            FileSystem files = HadoopPaths.fileSystem(path, hadoop);
            files.setWriteChecksum(false);
            boolean isNew = !files.exists(path);
            if (!isNew && !files.getFileStatus(path).isDirectory()) {
                throw new NormalizerException(
                        Category.OUTPUT, "Output " + name + " is a file. Name a folder, which is created if need be.");
            }
            OutputPlace place = new OutputPlace(name, files.makeQualified(path), files, isNew);
            for (String entry : entries) {
                place.requireOurs(entry);
            }
            place.begin();
            return place;
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private void requireOurs(String entry) throws IOException {
        Path place = new Path(folder, entry);
        if (!files.exists(place)) {
            return;
        }
        boolean isFolder = files.getFileStatus(place).isDirectory();
        boolean isToBeFile = SparkRun.FILES.contains(entry);
        // Each run that writes such a file writes rejects, too.
        Path marker = isToBeFile ? new Path(new Path(folder, RejectTask.ENTRY), MARKER) : new Path(place, MARKER);
        boolean isOurs = isFolder != isToBeFile && files.exists(marker);
        if (!isOurs) {
            throw new NormalizerException(
                    Category.OUTPUT,
                    "Output " + place.toUri().getPath() + " exists and was not written by this program. Move it"
                            + " elsewhere, or name another folder with --output.");
        }
    }

    private void begin() throws IOException {
        if (!files.mkdirs(staging)) {
            // What a local file system answers when it is not allowed to.
            throw new IOException("no folder can be made there; see its permissions and those of the folder above");
        }
        // If the process is ended by a signal.
        files.deleteOnExit(staging);
    }

    /** The URI of the folder that tasks write to. */
    String attempts() {
        return new Path(staging, "attempts").toString();
    }

    /** Where a result is made that is not put together out of parts. */
    Path staged(String entry) {
        return new Path(new Path(staging, "results"), entry);
    }

    /**
     * Puts a result together.
     *
     * @param parts the files of the attempts, in their order
     * @param suffix of the files of the result
     */
    void stage(String entry, List<String> parts, String suffix) {
        try (Workers workers = new Workers("rename", RENAMES_AT_ONCE)) {
            files.mkdirs(staged(entry));
            List<Future<Path>> renames = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                Path attempt = new Path(new Path(attempts()), parts.get(i));
                Path part = new Path(staged(entry), PartFile.partName(i, suffix));
                renames.add(workers.submit(() -> rename(attempt, part)));
            }
            for (Future<Path> rename : renames) {
                Workers.join(rename);
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** Writes a file of a result, or one that is a result itself. */
    void stage(String entry, byte[] content) {
        try (OutputStream out = files.create(staged(entry), true)) {
            out.write(content);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /**
     * Has a file of an earlier run go when the results take their places, because they are not what it was made for.
     *
     * @param isOurs whether a file that begins with a text was written by this program; no other goes
     */
    void outdate(String entry, Predicate<String> isOurs) {
        Path place = new Path(folder, entry);
        try {
            if (files.exists(place) && files.getFileStatus(place).isFile() && isOurs.test(beginning(place))) {
                outdated.add(entry);
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private String beginning(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readNBytes(MAX_BEGINNING), UTF_8);
        }
    }

    /**
     * Lets results take their places, and what is outdated go. If one of them cannot, all are as they were before.
     *
     * @param entries results that are staged
     */
    void commit(Collection<String> entries) {
        Path replaced = new Path(folder, ".replaced-" + UUID.randomUUID());
        Deque<Runnable> undoing = new ArrayDeque<>();
        try {
            files.mkdirs(replaced);
            for (String entry : outdated) {
                setAside(entry, replaced, undoing);
            }
            for (String entry : entries) {
                Path place = new Path(folder, entry);
                setAside(entry, replaced, undoing);
                rename(staged(entry), place);
                undoing.push(() -> renameBack(place, staged(entry)));
            }
        } catch (IOException e) {
            NormalizerException failure = failure(name, e);
            undoing.forEach(undo -> undo(undo, failure));
            deleteIfPossible(replaced, false);
            throw failure;
        }
        isCommitted = true;
        // From here on the results are the new ones, whether what they have replaced can be removed or not.
        deleteIfPossible(replaced, true);
    }

    private void setAside(String entry, Path replaced, Deque<Runnable> undoing) throws IOException {
        Path place = new Path(folder, entry);
        Path old = new Path(replaced, entry);
        if (files.exists(place)) {
            rename(place, old);
            undoing.push(() -> renameBack(old, place));
        }
    }

    /** Undoes one step, and goes on if that fails. */
    private static void undo(Runnable step, NormalizerException failure) {
        try {
            step.run();
        } catch (UncheckedIOException e) {
            failure.addSuppressed(e);
        }
    }

    private void deleteIfPossible(Path path, boolean withContent) {
        try {
            files.delete(path, withContent);
        } catch (IOException e) {
            // It stays, hidden by its name.
        }
    }

    private void renameBack(Path from, Path to) {
        try {
            rename(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException(
                    from.getName() + " cannot be renamed to " + to.toUri().getPath());
        }
        return to;
    }

    /** Removes what has not taken its place. After a commit that is of no consequence, so it may fail. */
    @Override
    public void close() {
        if (isCommitted) {
            deleteIfPossible(staging, true);
            return;
        }
        try {
            files.delete(staging, true);
            if (isNew && files.exists(folder) && files.listStatus(folder).length == 0) {
                files.delete(folder, false);
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static NormalizerException failure(String name, IOException e) {
        return new NormalizerException(
                Category.OUTPUT, "Output " + name + " cannot be written to: " + HadoopPaths.describe(e) + ".", e);
    }
}
