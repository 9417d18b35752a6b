package io.dataconnector.benchmarks.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.benchmarks.data.DataFolder;
import io.dataconnector.benchmarks.data.DataSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuckDbRunTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"READ", "READ_TYPED"})
    void readsAllRecordsOfAllPages(DuckDbScript script) {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.generate(new DataSet(new BigDecimal("0.001"), 30));

        DuckDbRun.Outcome outcome =
                DuckDbRun.of(script, Map.of("fixtures", data.fixtures().toString(), "output", folder.toString()));

        assertThat(outcome.rows())
                .isEqualTo(Map.of("accounts", 100L, "users", 300L, "events", 1_000L, "invoices", 500L));
        assertThat(outcome.seconds()).isPositive();
        assertThat(outcome.cpuSeconds()).isPositive();
        assertThat(folder.resolve("users.json")).content().hasLineCount(300);
    }

    @Test
    void makesTables() throws IOException {
        Path raw = Files.write(
                folder.resolve("raw.jsonl"),
                List.of(
                        record("accounts", "\"id\":\"a\",\"plan\":\"free\",\"updated_at\":\"2024-01-01T00:00:00Z\""),
                        record(
                                "accounts",
                                "\"id\":\"a\",\"plan\":\"free\",\"updated_at\":\"2024-01-01T02:00:00+01:00\""),
                        record("accounts", "\"id\":\"a\",\"plan\":\"team\",\"updated_at\":\"2024-01-03T00:00:00Z\""),
                        "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"read\"}}",
                        record(
                                "invoices",
                                "\"id\":\"i\",\"amount\":\"1.50\",\"line_items\":[{\"id\":\"1\"},{\"id\":\"2\"}],"
                                        + "\"updated_at\":\"2024-01-03T00:00:00Z\"")));

        Map<String, String> places = Map.of("raw", raw.toString(), "output", folder.toString());
        assertThat(DuckDbRun.of(DuckDbScript.TWO_TABLES, places).rows())
                .isEqualTo(Map.of("dim_accounts", 1L, "fact_invoices", 1L));
        assertThat(DuckDbRun.of(DuckDbScript.SIX_TABLES, places).rows())
                .isEqualTo(Map.of(
                        "dim_accounts", 1L,
                        "dim_accounts_history", 2L,
                        "dim_users", 0L,
                        "fact_events", 0L,
                        "fact_invoices", 1L,
                        "fact_invoice_line_items", 2L));
        assertThat(folder.resolve("dim_accounts.csv")).content().contains("a,,team,");
    }

    private static String record(String stream, String members) {
        return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + stream + "\",\"emitted_at\":1,\"data\":{" + members
                + "}}}";
    }
}
