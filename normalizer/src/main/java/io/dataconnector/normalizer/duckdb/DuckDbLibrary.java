package io.dataconnector.normalizer.duckdb;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.Driver;
import java.util.Optional;

/**
 * DuckDB's library, {@value #JAR}: eighty megabytes with the native code of all platforms, ten times the program. So it is
 * a file beside the program's jar, unless it is on the class path, and only runs that need it look for it.
 */
final class DuckDbLibrary {
    private static final String JAR = "duckdb_jdbc.jar";
    private static final String DRIVER = "org.duckdb.DuckDBDriver";

    private DuckDbLibrary() {}

    /**
     * Loads it.
     *
     * @throws NormalizerException if there is none, or it does not work on this machine
     */
    static Driver load() {
        try {
            return driver(DuckDbLibrary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return loadFrom(folderOfProgram());
        }
    }

    /**
     * Loads it from its jar in a folder.
     *
     * @param folder empty if it is not known where the program is
     */
    static Driver loadFrom(Optional<Path> folder) {
        Path jar = folder.orElse(Path.of("")).resolve(JAR).toAbsolutePath();
        if (!Files.isReadable(jar)) {
            throw new NormalizerException(
                    Category.OUTPUT,
                    "Parquet and DuckDB files need DuckDB's library, " + JAR + ", and there is none at " + jar
                            + ". Copy it there from the release or the build that the program is of, or use --format csv.");
        }
        try {
            // Not closed: classes are loaded from it as long as the program runs.
            return driver(new URLClassLoader(new URL[] {jar.toUri().toURL()}, Driver.class.getClassLoader()));
        } catch (IOException | ClassNotFoundException e) {
            throw new NormalizerException(
                    Category.OUTPUT,
                    "DuckDB's library " + jar + " is damaged, or is another file of that name. Copy it again.",
                    e);
        }
    }

    /** The class has its native code loaded when it is initialized. */
    private static Driver driver(ClassLoader loader) throws ClassNotFoundException {
        try {
            Class<?> type = Class.forName(DRIVER, false, loader);
            Class.forName("org.duckdb.DuckDBNative", true, loader);
            return (Driver) type.getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw e;
        } catch (LinkageError | ReflectiveOperationException | RuntimeException e) {
            throw new NormalizerException(
                    Category.OUTPUT,
                    "DuckDB's library does not work on this machine, " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch") + ": " + reason(e)
                            + ". It needs room for its native code in " + System.getProperty("java.io.tmpdir")
                            + ", from where code may be run. Use --format csv, or another folder with"
                            + " -Djava.io.tmpdir=DIR.",
                    e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static Optional<Path> folderOfProgram() {
        CodeSource source = DuckDbLibrary.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            URI place = requireNonNull(source.getLocation(), "location is null").toURI();
            return Optional.ofNullable(Path.of(place).getParent());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
