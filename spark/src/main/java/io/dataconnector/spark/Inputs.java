package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;

/** Finds the inputs that the user names: in the order of the names, and those of a glob in the order of their paths. */
final class Inputs {
    /** As many as a format of compression is recognised by, and more. */
    private static final int MAGIC_BYTES = 16;

    private static final String GLOB_CHARACTERS = "*?[{";

    private final Configuration hadoop;
    private final CompressionCodecFactory codecs;
    private final List<Input> inputs = new ArrayList<>();

    private Inputs(Configuration hadoop) {
        this.hadoop = requireNonNull(hadoop, "hadoop is null");
        codecs = new CompressionCodecFactory(hadoop);
    }

    /**
     * Finds the inputs and makes sure, before anything else is done, that they can be read.
     *
     * @param names paths, URIs of Hadoop, or globs of either
     * @throws NormalizerException if one is missing, is not a file, or cannot be opened
     */
    static List<Input> find(List<String> names, Configuration hadoop) {
        Inputs found = new Inputs(hadoop);
        for (String name : names) {
            found.add(name);
        }
        if (found.inputs.isEmpty()) {
            throw new NormalizerException(Category.INPUT, "No input is named. Name the files that hold raw outputs.");
        }
        if (found.inputs.size() > Position.MAX_INPUTS) {
            throw new NormalizerException(
                    Category.INPUT,
                    "There are " + found.inputs.size() + " inputs, and " + Position.MAX_INPUTS
                            + " are possible. Put the files together to fewer.");
        }
        return List.copyOf(found.inputs);
    }

    private void add(String name) {
        if (name.isEmpty()) {
            throw new NormalizerException(Category.INPUT, "The name of an input is empty. Name a raw output.");
        }
        if (name.equals(RawInput.STANDARD_INPUT)) {
            throw new NormalizerException(
                    Category.INPUT, "Standard input cannot be read by a cluster. Write it to a file, and name that.");
        }
        Path path = HadoopPaths.of(name, Category.INPUT, "Input");
        try {
            FileSystem files = HadoopPaths.fileSystem(path, hadoop);
            // A name that is a file is one, also if it looks like a glob.
            if (!isGlob(name) || files.exists(path)) {
                add(name, files.getFileStatus(path), files);
                return;
            }
            FileStatus[] matches = files.globStatus(path);
            if (matches == null || matches.length == 0) {
                throw new NormalizerException(
                        Category.INPUT, "No input matches " + name + ". Name the files that hold raw outputs.");
            }
            Arrays.sort(matches);
            for (FileStatus match : matches) {
                add(nameOf(match.getPath(), path, files.getWorkingDirectory()), match, files);
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static boolean isGlob(String name) {
        return name.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
    }

    /** As a shell names it: a path without a scheme stays one, and a relative one stays relative. */
    private static String nameOf(Path match, Path glob, Path workingFolder) {
        if (glob.toUri().getScheme() != null) {
            return match.toString();
        }
        return glob.isAbsolute()
                ? match.toUri().getPath()
                : workingFolder.toUri().relativize(match.toUri()).getPath();
    }

    private void add(String name, FileStatus file, FileSystem files) {
        if (file.isDirectory()) {
            throw new NormalizerException(
                    Category.INPUT,
                    "Input " + name + " is a folder. Name the files in it, for example " + name
                            + (name.endsWith("/") ? "" : "/") + "*.jsonl.");
        }
        CompressionCodec codec = codecs.getCodec(file.getPath());
        try (InputStream in = new BufferedInputStream(files.open(file.getPath()), MAGIC_BYTES)) {
            boolean isCompressed = RawInput.isCompressed(in);
            if (codec != null && !isCompressed && !(codec instanceof GzipCodec)) {
                throw new NormalizerException(
                        Category.INPUT,
                        "Input " + name + " is compressed by a codec that is not read, "
                                + codec.getClass().getSimpleName()
                                + ". Decompress it, or compress it with gzip or zstd.");
            }
            inputs.add(new Input(inputs.size(), name, file.getPath().toString(), file.getLen(), isCompressed));
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static NormalizerException failure(String name, IOException e) {
        return new NormalizerException(
                Category.INPUT, "Input " + name + " cannot be read: " + HadoopPaths.describe(e) + ".", e);
    }
}
