package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables as DuckDB makes them of the same raw output, with SQL that knows nothing of the program: row
 * for row they are the same. DuckDB counts microseconds: instants are compared to these, and their order is told by what is left.
 */
class SecondOpinionIT {
    private static final String ACCOUNT = """
            id,
            data->>'$.name' AS name,
            data->>'$.plan' AS plan,
            coalesce(data->>'$.status', data->>'$.account_status') AS status,
            coalesce(data->>'$.address.billing_country', data->>'$.billing.country') AS billing_country,
            coalesce(data->>'$.address.billing_city', data->>'$.billing.city') AS billing_city,
            CAST(data->>'$.created_at' AS TIMESTAMPTZ) AS created_at,
            updated_at
            """;

    @TempDir
    private static Path folder;

    private static DuckDb database;

    @BeforeAll
    static void normalizeAndRead() throws SQLException {
        List<String> lines = new ArrayList<>(RawFixtures.lines());
        Collections.shuffle(lines, new Random(5));
        Path raw = RawLines.write(folder.resolve("raw_output.jsonl"), lines);
        Result result = new NormalizerProgram(folder).run();
        assertThat(result.exitCode()).as(result.err()).isZero();

        database = new DuckDb();
        database.execute("""
                CREATE TABLE records AS
                SELECT row_number() OVER () AS line,
                       CAST(json AS VARCHAR) AS text,
                       json->>'$.record.stream' AS stream,
                       CAST(json->>'$.record.emitted_at' AS BIGINT) AS emitted_at,
                       json->'$.record.data' AS data,
                       json->>'$.record.data.id' AS id,
                       CAST(json->>'$.record.data.updated_at' AS TIMESTAMPTZ) AS updated_at,
                       rpad(regexp_extract(json->>'$.record.data.updated_at', '[.]([0-9]+)', 1), 9, '0') AS nanos
                FROM read_ndjson_objects('%s')
                WHERE json->>'$.type' = 'RECORD';
                CREATE VIEW newest AS
                SELECT * FROM records
                QUALIFY row_number() OVER (
                    PARTITION BY stream, id ORDER BY updated_at DESC, nanos DESC, emitted_at DESC, line DESC) = 1;
                """.formatted(raw));
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @Test
    void accounts() throws SQLException {
        assertSame("dim_accounts", List.of("created_at", "updated_at"), List.of(), """
                SELECT %s FROM newest WHERE stream = 'accounts' ORDER BY id
                """.formatted(ACCOUNT));
    }

    @Test
    void users() throws SQLException {
        assertSame("dim_users", List.of("created_at", "updated_at"), List.of(), """
                SELECT id, data->>'$.account_id', data->>'$.email', data->>'$.name', data->>'$.role',
                       CASE data->>'$.is_active' WHEN '1' THEN 'true' WHEN '0' THEN 'false'
                            ELSE data->>'$.is_active' END,
                       CAST(data->>'$.created_at' AS TIMESTAMPTZ), updated_at
                FROM newest WHERE stream = 'users' ORDER BY id
                """);
    }

    /** DuckDB reads the numbers of JSON as binary ones, which would spoil an amount; its text is exact. */
    @Test
    void invoices() throws SQLException {
        assertSame(
                "fact_invoices",
                List.of("issued_at", "due_at", "paid_at", "created_at", "updated_at"),
                List.of("amount"),
                """
                SELECT id, data->>'$.account_id', data->>'$.number',
                       CAST(CASE WHEN data->>'$.amount' IS NOT NULL
                            THEN regexp_extract(text, '"amount":"?([-+.0-9eE]+)', 1) END AS DECIMAL(38, 9)),
                       data->>'$.currency', data->>'$.status',
                       CAST(data->>'$.issued_at' AS TIMESTAMPTZ), CAST(data->>'$.due_at' AS TIMESTAMPTZ),
                       CAST(data->>'$.paid_at' AS TIMESTAMPTZ), CAST(data->>'$.created_at' AS TIMESTAMPTZ), updated_at
                FROM newest WHERE stream = 'invoices' ORDER BY id
                """);
    }

    @Test
    void lineItems() throws SQLException {
        assertSame("fact_invoice_line_items", List.of(), List.of("quantity", "unit_amount", "amount"), """
                SELECT invoice_id, item->>'$.id', item->>'$.description',
                       CAST(item->>'$.quantity' AS DECIMAL(38, 9)),
                       CAST(item->>'$.unit_amount' AS DECIMAL(38, 9)),
                       CAST(item->>'$.amount' AS DECIMAL(38, 9))
                FROM (SELECT id AS invoice_id, unnest(CAST(data->'$.line_items' AS JSON[])) AS item
                      FROM newest WHERE stream = 'invoices')
                ORDER BY invoice_id, item->>'$.id'
                """);
    }

    @Test
    void historyOfAccounts() throws SQLException {
        assertSame(
                "dim_accounts_history",
                List.of("created_at", "updated_at", "valid_from", "valid_to"),
                List.of(),
                """
                WITH versions AS (
                    SELECT %s FROM records WHERE stream = 'accounts'
                    QUALIFY row_number() OVER (
                        PARTITION BY id, updated_at, nanos ORDER BY emitted_at DESC, line DESC) = 1),
                changes AS (
                    SELECT *, row(name, plan, status, billing_country, billing_city, created_at) AS said
                    FROM versions
                    QUALIFY said IS DISTINCT FROM lag(said) OVER (PARTITION BY id ORDER BY updated_at)
                        OR lag(id) OVER (PARTITION BY id ORDER BY updated_at) IS NULL)
                SELECT * EXCLUDE (said),
                       updated_at AS valid_from,
                       lead(updated_at) OVER (PARTITION BY id ORDER BY updated_at) AS valid_to,
                       lead(updated_at) OVER (PARTITION BY id ORDER BY updated_at) IS NULL AS is_current
                FROM changes ORDER BY id, updated_at
                """.formatted(ACCOUNT));
    }

    /** The rows of a CSV file are those of a query, with instants and numbers of the columns named compared as such. */
    private static void assertSame(String table, List<String> instants, List<String> numbers, String query)
            throws SQLException {
        StringBuilder typed = new StringBuilder();
        instants.forEach(column -> typed.append(", CAST(%1$s AS TIMESTAMPTZ) AS %1$s".formatted(column)));
        numbers.forEach(column -> typed.append(", CAST(%1$s AS DECIMAL(38, 9)) AS %1$s".formatted(column)));
        String replaced = typed.isEmpty() ? "" : " REPLACE (" + typed.substring(2) + ")";
        List<List<String>> rows = database.rows("SELECT *" + replaced + " FROM read_csv('"
                + folder.resolve("analytics").resolve(table + ".csv")
                + "', all_varchar = true, header = true, new_line = '\\r\\n', nullstr = '',"
                + " allow_quoted_nulls = false)");

        assertThat(rows).isNotEmpty().containsExactlyElementsOf(database.rows(query));
    }
}
