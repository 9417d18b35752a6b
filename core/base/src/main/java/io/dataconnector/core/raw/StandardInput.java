package io.dataconnector.core.raw;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Whether standard input is one. A process may be started with it closed, as by {@code <&-}; then its
 * descriptor goes to the first file that the JVM opens, a file of its own, which would be read as the input.
 */
final class StandardInput {
    private static final Path FILE = Path.of("/dev/stdin");

    private StandardInput() {}

    static boolean isClosed() {
        try {
            Path file = FILE.toRealPath();
            return isOfJvm(file, Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
        } catch (IOException e) {
            // A pipe has no path; nor is there any where the system has no such file.
            return false;
        }
    }

    /** Whether a file belongs to the JVM: its own, an archive of classes, or one on the class path. */
    static boolean isOfJvm(Path file, Path javaHome, String classPath) throws IOException {
        return file.startsWith(javaHome.toRealPath())
                || file.toString().endsWith(".jsa")
                || Arrays.stream(classPath.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                        .anyMatch(file::equals);
    }
}
