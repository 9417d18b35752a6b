package io.dataconnector.normalizer.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements for tables in parts, which no run of the normalizer makes. */
class SchemaSqlTest {
    private static final TableDefinition TABLE =
            TableDefinitions.ofTexts(List.of("""
            {"name": "t", "stream": "ts", "key": ["id"], "version": "at", "columns": [
             {"name": "id", "type": "string", "from": ["/id"], "required": true},
             {"name": "at", "type": "timestamp", "from": ["/at"]}]}
            """)).get(0);

    @TempDir
    private Path folder;

    @Test
    void allPartsAreLoadedWithoutTheirHeadersAndNothingElse() throws IOException, SQLException {
        Path parts = Files.createDirectory(folder.resolve("t"));
        Files.writeString(parts.resolve("part-00000.csv"), "id,at\r\na,2024-01-01T00:00:00Z\r\n");
        Files.writeString(parts.resolve("part-00001.csv"), "id,at\r\n\"b\"\"\",\r\n");
        Files.writeString(parts.resolve("part-00002.csv"), "id,at\r\n");
        Files.writeString(parts.resolve("_dataconnector"), "");

        String sql = SchemaSql.ofParts(List.of(new SqlTypes(TABLE)));

        assertThat(sql).contains("duckdb warehouse.duckdb < schema.sql\n", "read_csv('t/*.csv',");
        try (DuckDb database = new DuckDb()) {
            // As if it were run in the folder.
            database.execute("SET file_search_path = " + TableSql.text(folder.toString()));
            database.execute(sql);
            assertThat(database.rows("SELECT id, epoch(\"at\") FROM t ORDER BY id"))
                    .extracting(List::toString)
                    .containsExactly("[a, 1.7040672E9]", "[b\", null]");
        }
    }

    @Test
    void aDescriptionMayHaveAnyCharacter() throws IOException, SQLException {
        TableDefinition described = new TableDefinition(
                TABLE.name(),
                "It's; a \"t\" -- \0\n/* x",
                TABLE.stream(),
                TABLE.key(),
                TABLE.version(),
                TABLE.rows(),
                TABLE.isHistory(),
                TABLE.columns(),
                TABLE.references());
        Path parts = Files.createDirectory(folder.resolve("t"));
        Files.writeString(parts.resolve("part-00000.csv"), "id,at\r\n");

        try (DuckDb database = new DuckDb()) {
            database.execute("SET file_search_path = " + TableSql.text(folder.toString()));
            database.execute(SchemaSql.ofParts(List.of(new SqlTypes(described))));
            assertThat(database.rows("SELECT comment FROM duckdb_tables()"))
                    .extracting(List::toString)
                    .containsExactly("[It's; a \"t\" -- \uFFFD\n/* x]");
        }
    }
}
