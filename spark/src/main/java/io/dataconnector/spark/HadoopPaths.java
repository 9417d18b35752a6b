package io.dataconnector.spark;

import io.dataconnector.core.fault.IoFault;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** Paths of Hadoop, and what goes wrong with them, in words for the user. */
final class HadoopPaths {
    private HadoopPaths() {}

    /**
     * The path that a user names.
     *
     * @param thing what it is of: {@code Input}
     * @throws NormalizerException if it is no path
     */
    static Path of(String name, Category category, String thing) {
        try {
            return new Path(name);
        } catch (IllegalArgumentException e) {
            throw new NormalizerException(category, thing + " " + name + " is neither a path nor a URI of Hadoop.", e);
        }
    }

    /**
     * The file system of a path.
     *
     * @throws UnsupportedFileSystemException if none is installed for its scheme
     */
    static FileSystem fileSystem(Path path, Configuration hadoop) throws IOException {
        try {
            return path.getFileSystem(hadoop);
        } catch (RuntimeException e) {
            // Hadoop knows the names of the classes for some schemes, s3a among them, and has these in other jars.
            if (e.getCause() instanceof ClassNotFoundException) {
                throw new UnsupportedFileSystemException(e.getMessage());
            }
            throw e;
        }
    }

    /** What went wrong, on one line. */
    static String describe(IOException e) {
        if (e instanceof NoSuchFileException || (e instanceof FileNotFoundException && !isDenied(e))) {
            return "there is no such file";
        }
        if (e instanceof AccessControlException || isDenied(e)) {
            return "permission denied";
        }
        if (e instanceof UnsupportedFileSystemException) {
            return "no file system is installed for its scheme; see --packages of spark-submit";
        }
        if (e instanceof PathIOException && e.getCause() != null && e.getCause().getMessage() != null) {
            // Its own message has the path, and repeats the cause.
            return firstLine(e.getCause().getMessage());
        }
        return firstLine(IoFault.describe(e));
    }

    private static boolean isDenied(IOException e) {
        return e.getMessage() != null && e.getMessage().endsWith("(Permission denied)");
    }

    /** The first line of a text that may have a stack trace in it. */
    static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }
}
