package io.dataconnector.core.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out what this process is connected to. */
final class Terminal {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final String STANDARD_ERROR = "2";

    private Terminal() {}

    /**
     * Whether standard error is a terminal, which Java cannot tell. On Linux, the target of the open descriptor shows
     * it; elsewhere, POSIX {@code test} does.
     */
    static boolean isStandardError() {
        try {
            if (Files.isDirectory(OPEN_FILES)) {
                String target = Files.readSymbolicLink(OPEN_FILES.resolve(STANDARD_ERROR))
                        .toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
            Process test = new ProcessBuilder("test", "-t", STANDARD_ERROR)
                    .redirectError(Redirect.INHERIT)
                    .start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
