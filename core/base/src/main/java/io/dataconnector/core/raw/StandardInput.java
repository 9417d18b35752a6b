package io.dataconnector.core.raw;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Finds out whether standard input is closed. If a process is started without it, as with {@code <&-}, its descriptor
 * is reused for the first file that the JVM opens for itself, which would then be read as the input.
 */
final class StandardInput {
    private static final Path FILE = Path.of("/dev/stdin");

    private StandardInput() {}

    static boolean isClosed() {
        try {
            Path file = FILE.toRealPath();
            return isOfJvm(file, Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
        } catch (IOException e) {
            // A pipe has no path, and not every system has this file.
            return false;
        }
    }

    /** Whether a file belongs to the JVM: one of its own, a class data archive, or one on the class path. */
    static boolean isOfJvm(Path file, Path javaHome, String classPath) throws IOException {
        return file.startsWith(javaHome.toRealPath())
                || file.toString().endsWith(".jsa")
                || Arrays.stream(classPath.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                        .anyMatch(file::equals);
    }
}
