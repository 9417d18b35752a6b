package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.fixture.TemporaryFolder;
import io.dataconnector.normalizer.fixture.TypedValues;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files and the database have the values of the CSV files, to the last digit, with types. */
class FormatsTest {
    private static final TableFormat[] ALL = TableFormat.values();
    private static final String COLUMNS = """
            [{"name": "id", "type": "integer", "from": ["/id"]},
             {"name": "s", "description": "A text.", "type": "string", "from": ["/s"]},
             {"name": "d", "type": "decimal", "from": ["/d"]},
             {"name": "t", "type": "timestamp", "from": ["/t"]},
             {"name": "u", "type": "timestamp", "from": ["/u"]},
             {"name": "b", "type": "boolean", "from": ["/b"]},
             {"name": "j", "type": "json", "from": ["/j"]}]""";
    private static final List<TableDefinition> TABLE = List.of(Tables.table("[\"id\"]", COLUMNS));
    private static final Path SOURCES = Path.of("src/test/resources/sources");

    @TempDir
    private Path folder;

    @Test
    void theShippedTablesAreEqual() throws SQLException {
        Results results =
                new InProcessRun(folder, Tables.shipped()).withFormats(ALL).ofFiles(List.of(RawFixtures.lines()));

        requireEqual(results, Tables.GOLDEN);
        assertThat(results.rows("fact_invoices")).hasSize(16);
        assertThat(results.names()).noneMatch(name -> name.startsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "helpdesk"})
    void theTablesOfOtherSourcesAreEqual(String source) throws IOException, SQLException {
        Path of = SOURCES.resolve(source);
        List<TableDefinition> tables =
                List.copyOf(TableDefinitions.loadWithoutShipped(of.resolve("tables"), List.of()));
        Results results = new InProcessRun(folder, tables)
                .withFormats(ALL)
                .ofFiles(List.of(Files.readAllLines(of.resolve("raw_output.jsonl"))));

        requireEqual(results, tables.stream().map(TableDefinition::name).toList());
    }

    @SeededTest(rounds = 30)
    void nastyValuesAreEqual(Draws draws) throws SQLException {
        boolean isWide = draws.oneIn(4);
        boolean isEarly = draws.bool();
        List<String> lines = draws.list(1, 50, () -> line(draws, isWide, isEarly));
        try (TemporaryFolder work = new TemporaryFolder()) {
            Results results =
                    new InProcessRun(work.path(), TABLE).withFormats(ALL).ofFiles(List.of(lines));

            requireEqual(results, List.of("t"));
        }
    }

    private static String line(Draws draws, boolean isWide, boolean isEarly) {
        String text = draws.oneOf(
                "null",
                "\"\"",
                "\"NULL\"",
                "\" a,\\\"b\\\"\\r\\n\"",
                "\"\\u0000\\u001f\\\\N\"",
                "\"青空 🐐 \\ufeff\\u2028\"",
                "\"" + draws.string(10, "ab'\u00e9,;\t{}[]").replace("\t", "\\t") + "\"");
        String decimal = draws.oneOf(
                "null",
                "0",
                "-0.00",
                "0.10",
                "1e-7",
                "-" + "9".repeat(draws.between(1, 30)) + ".12345678",
                "0.00000001",
                isWide ? "9".repeat(39) + ".5" : "12");
        String timestamp = draws.oneOf(
                "null",
                "\"2024-06-02T10:01:18+02:00\"",
                "\"2024-06-02T08:01:18.000000001Z\"",
                "\"1969-12-31T23:59:59.999999999Z\"",
                "\"1678-01-01T00:00:00Z\"",
                "\"2261-12-31T23:59:59.999999999Z\"",
                isEarly ? "\"0001-01-01T00:00:00Z\"" : "1717315278666",
                isEarly ? "\"9999-12-31T23:59:59.999999Z\"" : "0");
        String micros = draws.oneOf(
                "null", "\"0000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999999Z\"", "\"1582-10-10T00:00:00.5Z\"");
        String json = draws.oneOf(
                "null",
                "{\"a\": 1e999, \"b\": [0.10, -0, \"\\u00e9\\n\"], \"a\": {}}",
                "\"x\"",
                "[]",
                "123456789012345678901234567890.1234567890",
                isWide ? "\"\\ud800\"" : "false");
        return RawLines.record(
                "s",
                1,
                "{\"id\":%d,\"s\":%s,\"d\":%s,\"t\":%s,\"u\":%s,\"b\":%s,\"j\":%s}"
                        .formatted(
                                draws.oneOf(Long.MIN_VALUE, Long.MAX_VALUE, (long) draws.below(50)),
                                text,
                                decimal,
                                timestamp,
                                micros,
                                draws.oneOf("true", "false", "null"),
                                json));
    }

    @Test
    void typesAreTheNarrowestThatHoldAllValues() throws SQLException {
        Results results = run(
                "{\"id\":1,\"d\":0.5,\"t\":\"2024-01-01T00:00:00.000000001Z\",\"u\":\"0001-01-01T00:00:00Z\",\"b\":true,"
                        + "\"j\":{}}",
                "{\"id\":2,\"d\":12345678901234567890.5}");

        assertThat(typesOfParquet(results))
                .containsExactly(
                        "id BIGINT",
                        "s VARCHAR",
                        "d DECIMAL(38,2)",
                        "t TIMESTAMPTZ_NS",
                        "u TIMESTAMP WITH TIME ZONE",
                        "b BOOLEAN",
                        "j JSON");
        try (DuckDb database = new DuckDb()) {
            assertThat(database.column("SELECT coalesce(logical_type, type) FROM parquet_schema('" + parquet(results)
                            + "') WHERE name IN ('t', 'u')"))
                    .allMatch(type -> type.contains("isAdjustedToUTC=1"))
                    .satisfiesExactly(
                            type -> assertThat(type).contains("NANOS=NanoSeconds"),
                            type -> assertThat(type).contains("MICROS=MicroSeconds"));
        }
    }

    @Test
    void whatHasNoTypeIsText() throws SQLException {
        Results results = run(
                "{\"id\":1,\"d\":" + "1".repeat(39) + ".5,\"t\":\"2024-01-01T00:00:00.000000001Z\",\"j\":\"\\ud800\"}",
                "{\"id\":2,\"t\":\"9999-01-01T00:00:00Z\"}");

        assertThat(typesOfParquet(results)).contains("d VARCHAR", "t VARCHAR", "j VARCHAR");
        requireEqual(results, List.of("t"));
        try (DuckDb database = opened(results)) {
            assertThat(database.column("SELECT comment FROM duckdb_columns() WHERE column_name = 'd'"))
                    .containsExactly("Text, because no DECIMAL holds the digits of all values.");
        }
    }

    /** More rows than one row group has. */
    @Test
    void rowGroupsAreSortedByKeyAndCompressed() throws SQLException {
        List<String> lines = new ArrayList<>(IntStream.range(0, 125_000)
                .mapToObj(i -> RawLines.record("s", 1, "{\"id\":" + (i * 7919L % 125_003) + "}"))
                .toList());

        Results results =
                new InProcessRun(folder, TABLE).withFormats(TableFormat.PARQUET).ofFiles(List.of(lines));

        try (DuckDb database = new DuckDb()) {
            List<List<String>> groups = database.rows("SELECT stats_min_value::BIGINT, stats_max_value::BIGINT,"
                    + " row_group_num_rows, compression FROM parquet_metadata('" + parquet(results)
                    + "') WHERE path_in_schema = 'id' ORDER BY row_group_id");
            assertThat(groups).hasSize(2).allMatch(group -> group.get(3).equals("ZSTD"));
            assertThat(groups.get(0).get(2)).isEqualTo("122880");
            assertThat(Long.parseLong(groups.get(0).get(1)))
                    .isLessThan(Long.parseLong(groups.get(1).get(0)));
        }
    }

    /** As for CSV. */
    @Test
    void parquetIsTheSameWhateverTheMemoryAndTheProcessors() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int processors : new int[] {1, 4}) {
            for (long bytes : new long[] {1 << 20, 1 << 28}) {
                Results results = new InProcessRun(folder, Tables.shipped(), processors, new MemoryBudget(bytes))
                        .withFormats(TableFormat.PARQUET)
                        .ofFiles(List.of(RawFixtures.lines()));
                files.add(Files.readAllBytes(results.folder().resolve("fact_invoices.parquet")));
            }
        }

        assertThat(files).hasSize(4).allMatch(file -> Arrays.equals(file, files.get(0)));
    }

    /** Columns, types, keys, comments: the file is what schema.sql makes. */
    @Test
    void theDatabaseIsThatOfSchemaSql() throws SQLException {
        Results results =
                new InProcessRun(folder, Tables.shipped()).withFormats(ALL).ofFiles(List.of(RawFixtures.lines()));
        List<String> descriptions = List.of(
                "SELECT table_name, column_name, column_index, data_type, is_nullable, comment FROM duckdb_columns()"
                        + " WHERE NOT internal ORDER BY table_name, column_index",
                "SELECT table_name, comment FROM duckdb_tables() ORDER BY ALL",
                "SELECT table_name, constraint_type, constraint_column_names FROM duckdb_constraints() ORDER BY ALL");

        try (DuckDb made = opened(results);
                DuckDb loaded = new DuckDb()) {
            loaded.execute(results.text("schema.sql"));
            for (String description : descriptions) {
                assertThat(made.rows(description)).isNotEmpty().isEqualTo(loaded.rows(description));
            }
            for (String table : Tables.GOLDEN) {
                assertThat(made.rows("SELECT * FROM " + table)).isEqualTo(loaded.rows("SELECT * FROM " + table));
            }
        }
    }

    @Test
    void aTableWithoutRowsIsThere() throws SQLException {
        Results results = new InProcessRun(folder, TABLE).withFormats(ALL).of(RawLines.log("nothing new"));

        requireEqual(results, List.of("t"));
        assertThat(typesOfParquet(results)).hasSize(7);
    }

    @Test
    void csvIsNotThereUnlessAskedFor() {
        Results results = new InProcessRun(folder, Tables.shipped("dim_users"))
                .withFormats(TableFormat.PARQUET)
                .ofFiles(List.of(RawFixtures.lines()));

        assertThat(results.names()).containsExactly("dim_users.parquet", "rejects.jsonl", "report.json", "schema.yml");
    }

    /** A folder's name may be anything that schema.sql takes. */
    @Test
    void theFolderMayHaveAnyName() throws IOException, SQLException {
        Path odd = Files.createDirectories(folder.resolve("it's a \"q\" [x]*; 100%+ für 数据 = {a}"));
        Results results =
                new InProcessRun(odd, TABLE).withFormats(ALL).of(RawLines.record("s", 1, "{\"id\":1,\"s\":\"x\"}"));

        try (DuckDb database = opened(results)) {
            assertThat(database.column("SELECT s FROM t")).containsExactly("x");
        }
        assertThat(results.names()).contains("t.parquet", "t.csv");
    }

    private Results run(String... records) {
        List<String> lines = Arrays.stream(records)
                .map(data -> RawLines.record("s", 1, data))
                .toList();
        return new InProcessRun(folder, TABLE).withFormats(ALL).ofFiles(List.of(lines));
    }

    private static List<String> typesOfParquet(Results results) throws SQLException {
        try (DuckDb database = new DuckDb()) {
            return database.column("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '"
                    + parquet(results) + "')");
        }
    }

    private static Path parquet(Results results) {
        return results.folder().resolve("t.parquet");
    }

    private static DuckDb opened(Results results) throws SQLException {
        DuckDb database = new DuckDb();
        String file = results.folder().resolve(TableFormat.DATABASE).toString().replace("'", "''");
        database.execute("ATTACH '" + file + "' AS made (READ_ONLY)");
        database.execute("USE made");
        return database;
    }

    private static void requireEqual(Results results, List<String> tables) throws SQLException {
        try (DuckDb database = opened(results)) {
            for (String table : tables) {
                List<List<String>> expected = TypedValues.ofCsv(results, table);
                String parquet = "'" + results.folder().resolve(table + ".parquet") + "'";
                assertThat(TypedValues.of(database, parquet, results.report(table)))
                        .as("%s.parquet", table)
                        .isEqualTo(expected);
                assertThat(TypedValues.of(database, table, results.report(table)))
                        .as("%s in the database", table)
                        .isEqualTo(expected);
            }
        }
    }
}
