package io.dataconnector.normalizer.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void onTheClassPathItIsFound() {
        assertThat(DuckDbLibrary.load().getClass().getName()).isEqualTo("org.duckdb.DuckDBDriver");
    }

    @Test
    void withoutItTheMessageSaysWhereItBelongs() {
        assertThatThrownBy(() -> DuckDbLibrary.loadFrom(Optional.of(folder)))
                .isInstanceOf(NormalizerException.class)
                .hasMessage("Parquet and DuckDB files need DuckDB's library, duckdb_jdbc.jar, and there is none at "
                        + folder.resolve("duckdb_jdbc.jar")
                        + ". Copy it there from the release or the build that the program is of, or use --format csv.");
    }

    @Test
    void anotherFileOfThatNameIsNotIt() throws IOException {
        Files.writeString(folder.resolve("duckdb_jdbc.jar"), "no jar");

        assertThatThrownBy(() -> DuckDbLibrary.loadFrom(Optional.of(folder)))
                .isInstanceOf(NormalizerException.class)
                .hasMessageContaining("is damaged, or is another file of that name");
    }

    /** The class is there, but the native code is for no machine. */
    @Test
    void aLibraryThatDoesNotWorkIsNamedWithItsReason() throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(folder.resolve("duckdb_jdbc.jar")))) {
            jar.putNextEntry(new ZipEntry("org/duckdb/DuckDBDriver.class"));
            jar.write(new byte[] {1, 2, 3});
        }

        assertThatThrownBy(() -> DuckDbLibrary.loadFrom(Optional.of(folder)))
                .isInstanceOf(NormalizerException.class)
                .hasMessageStartingWith("DuckDB's library does not work on this machine, ")
                .hasMessageContaining("Use --format csv");
    }
}
