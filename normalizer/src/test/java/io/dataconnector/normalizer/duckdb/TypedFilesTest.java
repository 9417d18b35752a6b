package io.dataconnector.normalizer.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedFilesTest {
    private static final TableDefinition TABLE = Tables.parse("{\"name\": \"t\", \"description\": \"Things.\","
            + " \"stream\": \"s\", \"key\": [\"id\"], \"columns\":"
            + " [{\"name\": \"id\", \"type\": \"integer\", \"from\": [\"/id\"]}]}");
    private static final long HEAP = 1 << 26;

    @TempDir
    private Path folder;

    /** Its index would be in memory as a whole. The number of rows is what the caller says. */
    @Test
    void theKeyOfALargeTableIsNotDeclared() throws IOException, SQLException {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "id\r\n1\r\n2\r\n");
        try (OutputFolder output = new OutputFolder(folder);
                TypedFiles files = TypedFiles.begin(Set.of(TableFormat.DUCKDB), output, HEAP)) {
            files.add(new SqlTypes(TABLE), csv, 1_000_001);
            files.complete();
            output.commit();
        }

        try (DuckDb database = new DuckDb()) {
            database.execute("ATTACH '" + folder.resolve("analytics.duckdb") + "' AS made (READ_ONLY)");
            assertThat(database.column("SELECT constraint_type FROM duckdb_constraints() WHERE database_name = 'made'"))
                    .containsExactly("NOT NULL");
            assertThat(database.column("SELECT comment FROM duckdb_tables() WHERE database_name = 'made'"))
                    .containsExactly("Things. Its key, not declared because of its size: id.");
            assertThat(database.column("SELECT id FROM made.t")).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 122880",
        "1000000, 100000000, 122880",
        // 2,000 bytes a row: 33,554 of them are 64 MB.
        "1000000, 2000000000, 32768",
        // However long the rows are, a group has as many as a vector of DuckDB.
        "10, 10000000000, 2048"
    })
    void aRowGroupHasSixtyFourMegabytesAtMost(long rows, long bytes, long groupRows) {
        assertThat(TypedFiles.groupRows(rows, bytes)).isEqualTo(groupRows);
    }

    @Test
    void whatDuckDbCannotReadIsSaidInOneSentence() throws IOException {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "id\r\nno number\r\n");
        try (OutputFolder output = new OutputFolder(folder);
                TypedFiles files = TypedFiles.begin(Set.of(TableFormat.PARQUET), output, HEAP)) {
            assertThatThrownBy(() -> files.add(new SqlTypes(TABLE), csv, 1))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageStartingWith("Output " + folder + " cannot be written to: DuckDB says: ")
                    .message()
                    .hasLineCount(1);
        }

        assertThat(folder).isDirectoryContaining("glob:**/rows.csv").isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void aDatabaseThatCannotBeMadeIsAFailure() throws IOException {
        try (OutputFolder output = new OutputFolder(folder)) {
            Files.createDirectory(output.workFolder().resolve("analytics.duckdb"));

            assertThatThrownBy(() -> TypedFiles.begin(Set.of(TableFormat.DUCKDB), output, HEAP))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageContaining("cannot be written to");
        }
    }

    @ParameterizedTest
    @CsvSource({"DUCKDB, what?, a question mark in", "PARQUET, 'a\\b[c]', a backslash beside one of * ? [ in"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPathThatDuckDbMisreadsIsRefused(TableFormat format, String name, String reason) {
        try (OutputFolder output = new OutputFolder(folder.resolve(name))) {
            assertThatThrownBy(() -> TypedFiles.begin(Set.of(format), output, HEAP))
                    .isInstanceOf(NormalizerException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("Name another folder with --output");
        }
    }

    /** As when a signal ends the run. */
    @Test
    void aClosedFolderEndsTheWorkWithoutAFailureOfItsOwn() throws IOException {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "id\r\n1\r\n");
        OutputFolder output = new OutputFolder(folder);
        try (TypedFiles files = TypedFiles.begin(Set.of(TableFormat.DUCKDB), output, HEAP)) {
            output.close();

            assertThatThrownBy(() -> {
                        files.add(new SqlTypes(TABLE), csv, 1);
                        files.complete();
                    })
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void whatIsExecutedAfterTheEndIsCancelled() throws IOException {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "id\r\n1\r\n");
        try (OutputFolder output = new OutputFolder(folder)) {
            TypedFiles files = TypedFiles.begin(Set.of(TableFormat.PARQUET), output, HEAP);
            files.close();

            assertThatThrownBy(() -> files.add(new SqlTypes(TABLE), csv, 1)).isInstanceOf(CancellationException.class);
        }
    }
}
