package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code schema.sql} is run as it is, and the database has what the files have. */
class SchemaSqlIT {
    @TempDir
    private Path folder;

    private DuckDb database;

    @BeforeEach
    void open() throws SQLException {
        database = new DuckDb();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void everyTableIsLoadedWithAllItsRows() throws SQLException {
        load(RawFixtures.lines());

        assertThat(database.column("SELECT table_name FROM duckdb_tables() ORDER BY 1"))
                .containsExactlyElementsOf(Tables.GOLDEN);
        for (String table : Tables.GOLDEN) {
            assertThat(database.column("SELECT count(*) FROM " + table))
                    .containsExactly(Integer.toString(results().rows(table).size()));
        }
        // A second run replaces the first.
        database.execute(results().text("schema.sql"));
        assertThat(database.column("SELECT count(*) FROM dim_accounts")).containsExactly("14");
    }

    @Test
    void versionsThatAreANanosecondApartAreTwo() throws SQLException {
        load(List.of(
                RawLines.record(
                        "accounts",
                        1,
                        "{\"id\":\"a\",\"name\":\"x\",\"updated_at\":\"2024-01-01T00:00:00.000000001Z\"}"),
                RawLines.record(
                        "accounts",
                        1,
                        "{\"id\":\"a\",\"name\":\"y\",\"updated_at\":\"2024-01-01T00:00:00.000000002Z\"}")));

        assertThat(database.column("SELECT name FROM dim_accounts_history ORDER BY valid_from"))
                .containsExactly("x", "y");
    }

    @Test
    void aRowOfMegabytesIsLoaded() throws SQLException {
        load(List.of(RawLines.record("accounts", 1, "{\"id\":\"a\",\"name\":\"" + "é".repeat(3_000_000) + "\"}")));

        assertThat(database.column("SELECT length(name) FROM dim_accounts")).containsExactly("3000000");
    }

    @Test
    void everyColumnHasItsType() throws SQLException {
        load(RawFixtures.lines());

        assertThat(database.column("SELECT column_name || ' ' || column_type FROM (DESCRIBE fact_invoices)"))
                .containsExactly(
                        "id VARCHAR",
                        "account_id VARCHAR",
                        "number VARCHAR",
                        "amount DECIMAL(18,3)",
                        "currency VARCHAR",
                        "status VARCHAR",
                        // Two versions of inv_002 are a nanosecond apart.
                        "issued_at TIMESTAMP_NS",
                        "due_at TIMESTAMP_NS",
                        "paid_at TIMESTAMP_NS",
                        "created_at TIMESTAMP_NS",
                        "updated_at TIMESTAMP_NS");
        load(List.of(RawLines.record("users", 1, "{\"id\":\"u\",\"created_at\":\"2024-01-01T00:00:00.123456Z\"}")));
        assertThat(database.column("SELECT column_type FROM (DESCRIBE dim_users) WHERE column_name = 'created_at'"))
                .containsExactly("TIMESTAMP WITH TIME ZONE");
        load(RawFixtures.lines());
        assertThat(database.column("SELECT column_type FROM (DESCRIBE dim_users) WHERE column_name = 'is_active'"))
                .containsExactly("BOOLEAN");
        assertThat(database.column("SELECT column_type FROM (DESCRIBE fact_events) WHERE column_name = 'properties'"))
                .containsExactly("JSON");
        assertThat(database.column("SELECT column_name || ' ' || column_type FROM (DESCRIBE dim_accounts_history)"))
                .endsWith("valid_from TIMESTAMP_NS", "valid_to TIMESTAMP_NS", "is_current BOOLEAN");
    }

    @Test
    void primaryKeysHold() throws SQLException {
        load(RawFixtures.lines());

        assertThat(database.column("SELECT table_name || ' ' || array_to_string(constraint_column_names, ' ')"
                        + " FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' ORDER BY 1"))
                .containsExactly(
                        "dim_accounts id",
                        "dim_accounts_history id valid_from",
                        "dim_users id",
                        "fact_events id",
                        "fact_invoice_line_items invoice_id id",
                        "fact_invoices id");
        assertThatThrownBy(() -> database.execute("INSERT INTO dim_users SELECT * FROM dim_users LIMIT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Duplicate key");
        assertThatThrownBy(() -> database.execute("INSERT INTO dim_users (id) VALUES (NULL)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("NOT NULL");
    }

    @Test
    void tablesAndColumnsAreDescribed() throws SQLException {
        load(RawFixtures.lines());

        assertThat(database.column("SELECT comment FROM duckdb_tables() WHERE table_name = 'fact_invoice_line_items'"))
                .containsExactly("A line item of the newest version of an invoice.");
        assertThat(database.column("SELECT comment FROM duckdb_columns() WHERE table_name = 'fact_events'"
                        + " AND column_name = 'user_id'"))
                .containsExactly("The user who caused it; null if it was nobody. Refers to dim_users.");
    }

    @Test
    void sumsAreExactToTheLastDigit() throws SQLException {
        load(RawFixtures.lines());

        assertThat(database.rows("SELECT currency, CAST(sum(amount) AS VARCHAR) FROM fact_invoices"
                        + " WHERE currency IN ('ARS', 'BHD', 'EUR') GROUP BY currency ORDER BY currency"))
                .containsExactly(
                        List.of("ARS", "98765432109876.540"),
                        List.of("BHD", "12.345"),
                        List.of("EUR", "1234567902.300"));
        assertThat(database.column("SELECT properties->>'$.price.currency' FROM fact_events WHERE id = 'evt_003'"))
                .containsExactly("GBP");
    }

    @Test
    void tablesWithoutRowsAreLoadedToo() throws SQLException {
        load(List.of(RawLines.log("nothing new")));

        for (String table : Tables.GOLDEN) {
            assertThat(database.column("SELECT count(*) FROM " + table)).containsExactly("0");
        }
        assertThat(database.column("SELECT column_type FROM (DESCRIBE fact_invoices) WHERE column_name = 'amount'"))
                .containsExactly("DECIMAL(18,2)");
    }

    @Test
    void textComesThroughAsItWasAndNullIsNotEmpty() throws SQLException {
        load(List.of(
                account("1", "\"plain\""),
                account("2", "\"\""),
                account("3", "null"),
                account("4", "\"say \\\"hi\\\", 'you'\""),
                account("5", "\"one\\ntwo\\r\\nthree\\rfour\""),
                account("6", "\"\\\\N\""),
                account("7", "\"NULL\""),
                account("8", "\" leading and trailing \""),
                account("9", "\"\\n\""),
                account("", "\"no key but an empty one\""),
                account("ключ 🐐", "\"\\u0001\\t;|#\"")));

        assertThat(database.rows("SELECT id, name FROM dim_accounts ORDER BY id"))
                .containsExactly(
                        List.of("", "no key but an empty one"),
                        List.of("1", "plain"),
                        List.of("2", ""),
                        Arrays.asList("3", null),
                        List.of("4", "say \"hi\", 'you'"),
                        List.of("5", "one\ntwo\r\nthree\rfour"),
                        List.of("6", "\\N"),
                        List.of("7", "NULL"),
                        List.of("8", " leading and trailing "),
                        List.of("9", "\n"),
                        List.of("ключ 🐐", "\u0001\t;|#"));
    }

    @Test
    void everyTypeHoldsItsLimits() throws SQLException, IOException {
        Path tables = Files.createDirectory(folder.resolve("tables"));
        Files.writeString(tables.resolve("t.json"), """
                {"name": "limits", "stream": "s", "key": ["order", "at"], "description": "It's all there.",
                 "columns": [
                  {"name": "order", "type": "integer", "from": ["/i"]},
                  {"name": "at", "type": "timestamp", "from": ["/t"]},
                  {"name": "narrow", "type": "decimal", "from": ["/narrow"]},
                  {"name": "wide", "type": "decimal", "from": ["/wide"]},
                  {"name": "wider", "type": "decimal", "from": ["/wider"]},
                  {"name": "flag", "type": "boolean", "from": ["/b"], "required": true},
                  {"name": "any", "type": "json", "from": ["/j"]}]}
                """);
        load(
                List.of(RawLines.record("s", 1, """
                                {"i":-9223372036854775808,"t":"1677-09-21T00:12:43.145224Z","narrow":-9999999999999999.99,\
                                "wide":12345678901234567890.123456789,"wider":1e38,"b":true,"j":{"a":[1.50,"x\\ny"]}}"""), RawLines.record("s", 1, """
                                {"i":9223372036854775807,"t":"9999-12-31T23:59:59.999999Z","narrow":0.1,\
                                "wide":"-0.5","wider":0.1,"b":0,"j":"text"}""")),
                "--only=limits",
                "--tables=" + tables);

        assertThat(database.column("SELECT column_type FROM (DESCRIBE limits)"))
                .containsExactly(
                        "BIGINT",
                        "TIMESTAMP WITH TIME ZONE",
                        "DECIMAL(18,2)",
                        "DECIMAL(38,9)",
                        "VARCHAR",
                        "BOOLEAN",
                        "JSON");
        assertThat(database.rows("SELECT CAST(\"order\" AS VARCHAR), CAST(narrow AS VARCHAR), CAST(wide AS VARCHAR),"
                        + " wider, CAST(flag AS VARCHAR), CAST(\"any\" AS VARCHAR) FROM limits ORDER BY \"order\""))
                .containsExactly(
                        List.of(
                                "-9223372036854775808",
                                "-9999999999999999.99",
                                "12345678901234567890.123456789",
                                "1" + "0".repeat(38),
                                "true",
                                "{\"a\":[1.50,\"x\\ny\"]}"),
                        List.of("9223372036854775807", "0.10", "-0.500000000", "0.1", "false", "\"text\""));
        assertThat(database.column("SELECT strftime(\"at\", '%Y-%m-%dT%H:%M:%S.%f') FROM limits ORDER BY \"at\""))
                .containsExactly("1677-09-21T00:12:43.145224", "9999-12-31T23:59:59.999999");
        assertThat(database.column("SELECT comment FROM duckdb_tables()")).containsExactly("It's all there.");
    }

    /** DuckDB takes paths for patterns, {@code ~} for the home folder, {@code k=v} for a column. */
    @ParameterizedTest
    @ValueSource(strings = {"it's my data", "a*b?c[d]e", "two\nlines", "~home", "k=v", "a'\n.quit", "{x},y"})
    void theFolderMayHaveAnyName(String name) throws SQLException {
        RawLines.write(folder.resolve("raw_output.jsonl"), account("1", "\"a\""));
        Path output = folder.resolve(name);

        assertThat(new NormalizerProgram(folder)
                        .run("--output", output.toString(), "--only=dim_accounts")
                        .exitCode())
                .isZero();
        database.execute(new Results(output).text("schema.sql"));

        assertThat(database.column("SELECT name FROM dim_accounts")).containsExactly("a");
    }

    /** What matches the name of the folder as a pattern is not loaded. */
    @Test
    void aFolderThatItsNameMatchesAsAPatternIsAnother() throws SQLException {
        for (String name : List.of("a1", "a?")) {
            RawLines.write(folder.resolve("raw_output.jsonl"), account("1", "\"" + name + "\""));
            new NormalizerProgram(folder).run("--output", folder.resolve(name).toString(), "--only=dim_accounts");
        }
        database.execute(new Results(folder.resolve("a?")).text("schema.sql"));

        assertThat(database.column("SELECT name FROM dim_accounts")).containsExactly("a?");
    }

    @Test
    void eachTimestampColumnHoldsAllItsValues() throws SQLException, IOException {
        define("""
                {"name": "times", "stream": "s", "key": ["id"], "columns": [
                  {"name": "id", "type": "integer", "from": ["/id"]},
                  {"name": "nanos", "type": "timestamp", "from": ["/nanos"]},
                  {"name": "far", "type": "timestamp", "from": ["/far"]},
                  {"name": "both", "type": "timestamp", "from": ["/both"], "description": "Both."},
                  {"name": "near", "type": "timestamp", "from": ["/near"]}]}
                """);
        load(
                List.of(RawLines.record("s", 1, """
                                {"id":1,"nanos":"2024-01-01T00:00:00.000000001Z","far":"9999-12-31T00:00:00Z",\
                                "both":"2024-01-01T00:00:00.000000001Z","near":"2024-01-01T00:00:00Z"}"""), RawLines.record("s", 1, """
                                {"id":2,"nanos":"1678-01-01T00:00:00Z","far":"0000-01-01T00:00:00Z",\
                                "both":"9999-12-31T23:59:59Z","near":"2261-12-31T23:59:59.999999999Z"}""")),
                "--no-shipped-tables",
                "--tables=" + folder.resolve("tables"));

        assertThat(database.column("SELECT column_name || ' ' || column_type FROM (DESCRIBE times)"))
                .containsExactly(
                        "id BIGINT", "nanos TIMESTAMP_NS", "far TIMESTAMP", "both VARCHAR", "near TIMESTAMP_NS");
        assertThat(database.rows("SELECT epoch_ns(nanos), epoch_us(far), \"both\" FROM times ORDER BY id"))
                .containsExactly(
                        List.of("1704067200000000001", "253402214400000000", "2024-01-01T00:00:00.000000001Z"),
                        List.of("-9214560000000000000", "-62167219200000000", "9999-12-31T23:59:59Z"));
        assertThat(database.column("SELECT comment FROM duckdb_columns() WHERE column_name = 'both'"))
                .containsExactly(
                        "Both. Text, because no type of timestamp holds both the nanoseconds of some values and"
                                + " the years of others.");
    }

    @Test
    void jsonWithALoneSurrogateIsLoadedAsText() throws SQLException {
        load(
                List.of(
                        RawLines.record("events", 1, "{\"id\":\"a\",\"properties\":{\"x\":\"\\ud800\"}}"),
                        RawLines.record(
                                "events", 1, "{\"id\":\"b\",\"properties\":{\"x\":\"\\\\ud800 \\ud83d\\ude00\"}}")),
                "--only=fact_events");

        assertThat(database.column("SELECT properties FROM fact_events ORDER BY id"))
                .containsExactly("{\"x\":\"\\ud800\"}", "{\"x\":\"\\\\ud800 \\ud83d\\ude00\"}");
        assertThat(database.column("SELECT column_type FROM (DESCRIBE fact_events) WHERE column_name = 'properties'"))
                .containsExactly("VARCHAR");
        load(
                List.of(RawLines.record(
                        "events", 1, "{\"id\":\"b\",\"properties\":{\"x\":\"\\\\ud800 \\ud83d\\ude00\"}}")),
                "--only=fact_events");
        assertThat(database.column("SELECT column_type FROM (DESCRIBE fact_events) WHERE column_name = 'properties'"))
                .containsExactly("JSON");
    }

    @Test
    void aFailureLeavesTheTablesOfTheLoadBefore() throws SQLException, IOException {
        load(RawFixtures.lines());
        String script = results().text("schema.sql");
        Files.writeString(results().folder().resolve("dim_accounts.csv"), "id,name\r\n");
        Files.writeString(results().folder().resolve("fact_invoices.csv"), "damaged\r\nnonsense\r\n");

        assertThatThrownBy(() -> database.execute(script)).isInstanceOf(SQLException.class);
        database.execute("ROLLBACK");

        assertThat(database.column("SELECT count(*) FROM dim_accounts")).containsExactly("14");
        assertThat(database.column("SELECT count(*) FROM fact_invoices")).containsExactly("16");
    }

    private void define(String definition) throws IOException {
        Path tables = Files.createDirectories(folder.resolve("tables"));
        Files.writeString(tables.resolve("t.json"), definition);
    }

    private static String account(String id, String name) {
        return RawLines.record("accounts", 1, "{\"id\":\"" + id + "\",\"name\":" + name + ",\"updated_at\":0}");
    }

    private void load(List<String> lines, String... arguments) throws SQLException {
        RawLines.write(folder.resolve("raw_output.jsonl"), lines);
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--output=" + results().folder();
        Result result = new NormalizerProgram(folder).run(all);
        assertThat(result.exitCode()).as(result.err()).isZero();
        database.execute(results().text("schema.sql"));
    }

    private Results results() {
        return new Results(folder.resolve("analytics"));
    }
}
