package io.dataconnector.normalizer.output;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.dataconnector.core.fault.IoFault;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the results. Each file is written under a temporary name; {@link #commit} renames all of
 * them to their final names. Without it none appears, and the previous run's files are left unchanged. It may
 * be closed by another thread, when the process is asked to end.
 */
public final class OutputFolder implements AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int MAX_ATTEMPTS_TO_REMOVE = 100;

    private final Path folder;
    private final Map<Path, Path> placeByStaged = new LinkedHashMap<>();
    private @Nullable Path workFolder;
    private boolean isClosed;
    private boolean isCommitted;

    /**
     * Opens the folder, and creates it if it does not exist.
     *
     * @throws NormalizerException if that cannot be done, or nothing can be written there
     */
    public OutputFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder is null");
        if (folder.toString().isEmpty()) {
            // It would be the working folder: most likely a variable of a shell that is not set.
            throw new NormalizerException(
                    Category.OUTPUT, "The name of the output is empty. Name a folder with --output.");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NormalizerException(
                    Category.OUTPUT, "Output " + folder + " is a file, not a folder. Name another one with --output.");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(e);
        }
        if (!Files.isWritable(folder)) {
            throw new NormalizerException(
                    Category.OUTPUT, "Output " + folder + " cannot be written to: permission denied.");
        }
    }

    public Path path() {
        return folder;
    }

    /**
     * Makes sure that a file of a name can be written.
     *
     * @throws NormalizerException if there is a folder of that name
     */
    public void requireFile(String name) {
        Path place = folder.resolve(name);
        if (Files.isDirectory(place)) {
            throw new NormalizerException(
                    Category.OUTPUT, "Output " + place + " is a folder, but a file is to be written there. Remove it.");
        }
    }

    /** Opens a new file that gets a name when everything is committed. */
    public synchronized OutputStream create(String name) throws IOException {
        requireOpen();
        requireFile(name);
        Path place = folder.resolve(name);
        Path staged = hidden(name);
        OutputStream out = Files.newOutputStream(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        placeByStaged.put(staged, place);
        return new BufferedOutputStream(out, BUFFER_SIZE);
    }

    private Path hidden(String name) {
        // Not a UUID: its random numbers are cryptographically strong, which takes long to set up.
        String number = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return folder.resolve("." + name + "-" + number + ".tmp");
    }

    /**
     * A hidden folder within this one for what is at work, which is removed with all that is in it when this is closed.
     *
     * @throws CancellationException if the folder has been closed
     */
    public synchronized Path workFolder() throws IOException {
        requireOpen();
        Path work = workFolder;
        if (work == null) {
            work = Files.createDirectory(hidden("work"));
            workFolder = work;
        }
        return work;
    }

    /**
     * A path in the work folder for a file that something else than this process's streams writes; the file gets its name
     * when everything is committed.
     *
     * @throws CancellationException if the folder has been closed
     */
    public synchronized Path stage(String name) throws IOException {
        requireFile(name);
        Path staged = workFolder().resolve(name);
        placeByStaged.put(staged, folder.resolve(name));
        return staged;
    }

    /**
     * Makes sure that the run goes on.
     *
     * @throws CancellationException if the folder has been closed
     */
    public synchronized void requireOpen() {
        if (isClosed) {
            throw new CancellationException("the run was stopped");
        }
    }

    /**
     * Renames all files, which must have been closed, to their final names.
     *
     * @throws CancellationException if the folder has been closed
     */
    public synchronized void commit() {
        commit(Set.copyOf(placeByStaged.values()));
        isCommitted = true;
    }

    /** Whether all files have their final names. */
    public synchronized boolean isCommitted() {
        return isCommitted;
    }

    /** Renames only the files of these names, which must have been closed. */
    public void commitOnly(String... names) {
        commit(Arrays.stream(names).map(folder::resolve).collect(toSet()));
    }

    private synchronized void commit(Set<Path> places) {
        requireOpen();
        for (Map.Entry<Path, Path> file : List.copyOf(placeByStaged.entrySet())) {
            if (places.contains(file.getValue())) {
                move(file.getKey(), file.getValue());
                placeByStaged.remove(file.getKey());
            }
        }
    }

    private void move(Path staged, Path place) {
        try {
            Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Makes sure that the content of all files, which must have been closed, would survive a loss of power. */
    public synchronized void force() throws IOException {
        for (Path staged : placeByStaged.keySet()) {
            try (FileChannel file = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                file.force(true);
            }
        }
    }

    /** Removes what was not committed. */
    @Override
    public synchronized void close() {
        isClosed = true;
        for (Path staged : placeByStaged.keySet()) {
            try {
                Files.deleteIfExists(staged);
            } catch (IOException e) {
                throw failure(e);
            }
        }
        if (workFolder != null) {
            removeAll(workFolder);
        }
    }

    /** Removes a folder into which another thread may still put files. */
    private void removeAll(Path work) {
        for (int attempt = 1; Files.exists(work); attempt++) {
            try {
                remove(work);
            } catch (IOException e) {
                if (attempt == MAX_ATTEMPTS_TO_REMOVE) {
                    throw failure(e);
                }
            }
        }
    }

    private static void remove(Path work) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(work)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    remove(entry);
                } else {
                    Files.deleteIfExists(entry);
                }
            }
        }
        Files.deleteIfExists(work);
    }

    /** What a failure to write means to the user. */
    public NormalizerException failure(IOException e) {
        return new NormalizerException(
                Category.OUTPUT, "Output " + folder + " cannot be written to: " + IoFault.describe(e) + ".", e);
    }
}
