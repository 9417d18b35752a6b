package io.dataconnector.connector;

import java.nio.file.Path;

/** The files that stand at the top of the repository, which users begin with. */
public final class Repository {
    /** Maven tests a module in the module's own folder, and says so in {@code basedir}. */
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();

    private Repository() {}

    public static Path root() {
        return ROOT;
    }

    public static Path fixtures() {
        return ROOT.resolve("fixtures");
    }
}
