package io.dataconnector.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.FileTree;
import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.process.ProcessTimer;
import io.dataconnector.benchmarks.process.Programs;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Where and with what the groups work: the programs, the data, a scratch folder, and the rounds.
 */
final class Workplace {
    private static final double BYTES_PER_GIGABYTE = 1e9;

    /** The pages at scale 1, rounded up. */
    private static final double PAGE_BYTES = 650e6;

    private final Path folder;
    private final Programs programs;
    private final ProcessTimer timer;
    private final Rounds rounds;
    private final PrintWriter log;

    Workplace(Path folder, Programs programs, int rounds, PrintWriter log) {
        this.folder = FileTree.create(
                requireNonNull(folder, "folder is null").toAbsolutePath().normalize());
        this.programs = requireNonNull(programs, "programs is null");
        this.log = requireNonNull(log, "log is null");
        this.rounds = new Rounds(rounds, log);
        timer = new ProcessTimer(FileTree.create(this.folder.resolve("timing")));
    }

    Programs programs() {
        return programs;
    }

    ProcessTimer timer() {
        return timer;
    }

    Rounds rounds() {
        return rounds;
    }

    /** For what jobs write. */
    Path scratch() {
        return FileTree.create(folder.resolve("scratch"));
    }

    void deleteScratch() {
        FileTree.delete(folder.resolve("scratch"));
    }

    /** The data, generated if it does not exist yet. */
    DataFolder data(DataSet dataSet) {
        DataFolder data = folderOf(dataSet);
        if (data.holds(dataSet)) {
            log.println("Data: " + data.path() + " (is there)");
        } else {
            log.println("Data: " + data.path() + " (being generated)");
            FileTree.delete(data.path());
            data.generate(dataSet);
        }
        log.flush();
        return data;
    }

    /** How many bytes the pages of the data have, if it exists. */
    OptionalLong pageBytes(DataSet dataSet) {
        DataFolder data = folderOf(dataSet);
        return data.holds(dataSet) ? OptionalLong.of(FileTree.bytes(data.fixtures())) : OptionalLong.empty();
    }

    private DataFolder folderOf(DataSet dataSet) {
        return new DataFolder(folder.resolve("data-" + dataSet.name()));
    }

    void delete(DataFolder data) {
        FileTree.delete(data.path());
    }

    /**
     * Makes sure that there is enough disk space.
     *
     * @param what needs the space, for the message
     * @param pages the space needed, in multiples of the pages at scale 1
     */
    void requireSpace(String what, double pages) {
        double needed = pages * PAGE_BYTES / BYTES_PER_GIGABYTE;
        double free;
        try {
            free = Files.getFileStore(folder).getUsableSpace() / BYTES_PER_GIGABYTE;
        } catch (IOException e) {
            throw new BenchmarkException("Folder " + folder + " cannot be used: " + IoFault.describe(e) + ".", e);
        }
        if (free < needed) {
            throw new BenchmarkException(String.format(
                    Locale.ROOT,
                    "%s needs %.1f GB of disk, but %.1f GB are free in %s: %.1f GB are missing.",
                    what,
                    needed,
                    free,
                    folder,
                    needed - free));
        }
    }
}
