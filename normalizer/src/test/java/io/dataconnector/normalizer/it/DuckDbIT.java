package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.DuckDb;
import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an analyst finds who opens the tables, with nothing but what the files themselves tell. */
class DuckDbIT {
    @TempDir
    private static Path folder;

    private static DuckDb database;

    @BeforeAll
    static void openTheTables() throws SQLException {
        RawLines.write(folder.resolve("raw_output.jsonl"), RawFixtures.lines());
        new NormalizerProgram(folder).run();
        database = new DuckDb();
        for (String table : List.of("dim_accounts", "fact_invoices")) {
            database.execute("CREATE VIEW " + table + " AS SELECT * FROM read_csv('" + file(table) + "')");
        }
    }

    @AfterAll
    static void closeTheDatabase() throws SQLException {
        database.close();
    }

    @Test
    void theTypesAreFoundWithoutHelp() throws SQLException {
        assertThat(database.column("SELECT column_name || ' ' || column_type FROM (DESCRIBE dim_accounts)"))
                .contains("id VARCHAR", "name VARCHAR", "status VARCHAR", "billing_city VARCHAR")
                .satisfies(types -> assertThat(types)
                        .filteredOn(type -> type.contains("_at "))
                        .hasSize(2)
                        .allMatch(type -> type.contains(" TIMESTAMP")));
        assertThat(database.column("SELECT column_name || ' ' || column_type FROM (DESCRIBE fact_invoices)"))
                .contains("id VARCHAR", "account_id VARCHAR", "number VARCHAR")
                .anyMatch(type -> type.equals("amount DOUBLE") || type.startsWith("amount DECIMAL"))
                .satisfies(types -> assertThat(types)
                        .filteredOn(type -> type.contains("_at "))
                        .hasSize(5)
                        .allMatch(type -> type.contains(" TIMESTAMP")));
    }

    @Test
    void everyAccountAndEveryInvoiceIsThereOnce() throws SQLException {
        assertThat(database.column("SELECT count(*) || ' ' || count(DISTINCT id) FROM dim_accounts"))
                .containsExactly("14 14");
        assertThat(database.column("SELECT count(*) || ' ' || count(DISTINCT id) FROM fact_invoices"))
                .containsExactly("16 16");
    }

    @Test
    void sumsAreExactToTheLastDigit() throws SQLException {
        String amounts = "read_csv('" + file("fact_invoices") + "', types = {'amount': 'DECIMAL(38, 9)'})";

        assertThat(database.column(
                        "SELECT CAST(sum(amount) AS DECIMAL(38, 3)) FROM " + amounts + " WHERE currency = 'EUR'"))
                .containsExactly("1234567902.300");
        assertThat(database.column("SELECT currency || ' ' || CAST(sum(amount) AS DECIMAL(38, 3)) FROM " + amounts
                        + " WHERE currency IN ('ARS', 'BHD', 'USD') GROUP BY currency ORDER BY currency"))
                .containsExactly("ARS 98765432109876.540", "BHD 12.345", "USD 1123.800");
    }

    @Test
    void instantsAreThoseOfTheSource() throws SQLException {
        assertThat(
                        database.column(
                                "SELECT id FROM dim_accounts WHERE updated_at > TIMESTAMPTZ '2024-10-01 00:00:00Z' ORDER BY id"))
                .containsExactly("acc_011", "acc_013", "acc_014");
        assertThat(database.column("SELECT id FROM fact_invoices WHERE paid_at < issued_at"))
                .isEmpty();
    }

    @Test
    void whatIsNotKnownIsNull() throws SQLException {
        assertThat(database.column("SELECT id FROM dim_accounts WHERE billing_city IS NULL ORDER BY id"))
                .containsExactly("acc_010", "acc_013");
        assertThat(database.column("SELECT id FROM fact_invoices WHERE amount IS NULL"))
                .containsExactly("inv_005");
    }

    @Test
    void anEmptyTextIsNotNull() throws SQLException {
        Path work = folder.resolve("empty_text");
        assertThat(work.toFile().mkdir()).isTrue();
        RawLines.write(
                work.resolve("raw_output.jsonl"),
                RawLines.record("accounts", 1, "{\"id\":\"a\",\"name\":\"\"}"),
                RawLines.record("accounts", 1, "{\"id\":\"b\",\"name\":null}"),
                RawLines.record("accounts", 1, "{\"id\":\"c\",\"name\":\"plain\"}"));
        new NormalizerProgram(work).run();

        // DuckDB takes a quoted field for text only where it is told that quoting means something.
        assertThat(database.column("SELECT id || ' ' || coalesce('<' || name || '>', 'null') FROM read_csv('"
                        + work.resolve("analytics/dim_accounts.csv")
                        + "', all_varchar = true, allow_quoted_nulls = false) ORDER BY id"))
                .containsExactly("a <>", "b null", "c <plain>");
    }

    @Test
    void textComesThroughAsItWas() throws SQLException {
        assertThat(database.column(
                        "SELECT name FROM dim_accounts WHERE id IN ('acc_001', 'acc_003', 'acc_005', 'acc_006',"
                                + " 'acc_009', 'acc_013') ORDER BY id"))
                .containsExactly(
                        "Möller & Söhne\nBuchbinderei seit 1891",
                        "株式会社青空文具",
                        "Bengt \"The Bolt\" Åkesson AB",
                        "مكتبة النخيل",
                        "Kaffee/Tee-Kontor \"Zur stillen Tasse\"",
                        "Nineteen Goats Dairy 🐐");
    }

    @Test
    void exactlyOneInvoiceHasNoAccount() throws SQLException {
        assertThat(database.column("SELECT i.id || ' ' || i.account_id FROM fact_invoices i"
                        + " LEFT JOIN dim_accounts a ON a.id = i.account_id WHERE a.id IS NULL"))
                .containsExactly("inv_015 acc_404");
        assertThat(database.column("SELECT count(*) FROM fact_invoices i JOIN dim_accounts a ON a.id = i.account_id"))
                .containsExactly("15");
    }

    private static Path file(String table) {
        return folder.resolve("analytics").resolve(table + ".csv");
    }
}
