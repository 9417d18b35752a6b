package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The files that a run would replace: those in its output folder, and one that it may be asked to write elsewhere. */
public final class ResultFiles {
    private static final Path STANDARD_INPUT_FILE = Path.of("/dev/stdin");

    private final List<Path> files = new ArrayList<>();
    private final String output;

    private ResultFiles(String output) {
        this.output = output;
    }

    /** The only file that a run writes. */
    public static ResultFiles ofFile(Path file) {
        ResultFiles result = new ResultFiles("file");
        result.files.add(requireNonNull(file, "file is null"));
        return result;
    }

    /**
     * The files of a run.
     *
     * @param formats those of its tables
     * @param page the report as a page, if it is asked for
     */
    public ResultFiles(
            Path folder,
            Collection<TableDefinition> definitions,
            Collection<TableFormat> formats,
            Optional<Path> page) {
        this("folder");
        requireNonNull(folder, "folder is null");
        for (String name : Normalization.FILES) {
            files.add(folder.resolve(name));
        }
        for (TableFormat format : formats) {
            format.fileNames(definitions).forEach(name -> files.add(folder.resolve(name)));
        }
        page.ifPresent(file -> requireOther(file, files));
        page.ifPresent(files::add);
    }

    private static void requireOther(Path page, List<Path> results) {
        Path place = page.toAbsolutePath().normalize();
        for (Path result : results) {
            if (place.equals(result.toAbsolutePath().normalize()) || isSame(page, result)) {
                throw new NormalizerException(
                        Category.OUTPUT,
                        "Report " + page + " would have the place of another result. Name another file with"
                                + " --report-html.");
            }
        }
    }

    /**
     * Makes sure that no input would be replaced. Files are compared, not names, so links do not
     * matter.
     *
     * @throws NormalizerException if an input is one of the files
     */
    public void requireNoneOf(List<RawInput> inputs) {
        for (RawInput input : inputs) {
            Path file = input.name().equals(RawInput.STANDARD_INPUT) ? STANDARD_INPUT_FILE : Path.of(input.name());
            for (Path result : files) {
                if (isSame(file, result)) {
                    throw new NormalizerException(
                            Category.INPUT,
                            "Input " + input.name() + " is the file that the run would replace: " + result
                                    + ". Move it elsewhere, or name another " + output + " with --output.");
                }
            }
        }
    }

    private static boolean isSame(Path input, Path result) {
        try {
            return Files.exists(input) && Files.exists(result) && Files.isSameFile(input, result);
        } catch (IOException e) {
            // A path that cannot be examined is not a file that could be replaced, or fails when it is opened.
            return false;
        }
    }
}
