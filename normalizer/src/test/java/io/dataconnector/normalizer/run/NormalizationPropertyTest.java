package io.dataconnector.normalizer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.fixture.TemporaryFolder;
import io.dataconnector.normalizer.fold.LatestRows;
import io.dataconnector.normalizer.fold.RowSorter;
import io.dataconnector.normalizer.fold.SortMemory;
import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Equal input gives equal bytes, in whatever order, files and memory it comes. */
class NormalizationPropertyTest {
    private static final List<TableDefinition> TABLES = Tables.shipped();

    @SeededTest(rounds = 60)
    void tablesDoNotDependOnTheOrderOfTheLines(Draws draws) {
        List<String> lines = lines(draws);
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, draws.random());

        assertThat(tables(List.of(shuffled))).isEqualTo(tables(List.of(lines)));
    }

    @SeededTest(rounds = 60)
    void tablesDoNotDependOnTheSplitIntoFiles(Draws draws) {
        List<String> lines = lines(draws);
        List<List<String>> files = new ArrayList<>();
        for (String line : lines) {
            if (files.isEmpty() || draws.oneIn(3)) {
                files.add(new ArrayList<>());
            }
            files.get(files.size() - 1).add(line);
        }
        Collections.shuffle(files, draws.random());

        assertThat(tables(files)).isEqualTo(tables(List.of(lines)));
    }

    /** As after a crash, when a resumed read repeats what was written since the last state. */
    @SeededTest(rounds = 60)
    void tablesDoNotDependOnRepetitions(Draws draws) {
        List<String> lines = lines(draws);
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            repeated.add(lines.get(i));
            repeated.add(lines.get(draws.below(i + 1)));
        }

        assertThat(tables(List.of(repeated))).isEqualTo(tables(List.of(lines)));
    }

    @SeededTest(rounds = 60)
    void tablesDoNotDependOnTheMemory(Draws draws) throws IOException, UnfitRecordException {
        List<String> accounts = draws.list(0, 40, () -> account(draws));
        long maxBytes = draws.between(0, 2_000);

        assertThat(table(accounts, maxBytes)).isEqualTo(table(accounts, Long.MAX_VALUE));
    }

    /**
     * Versions of a few records of each stream, with other messages between them. Each has its own time of
     * emission, so that no two versions tie on key, updated_at and emitted_at: of a full tie the later
     * line wins, and then the order of the lines does matter, as it should.
     */
    private static List<String> lines(Draws draws) {
        AtomicLong emittedAt = new AtomicLong();
        return draws.list(1, 40, () -> line(draws, emittedAt.getAndIncrement()));
    }

    private static String line(Draws draws, long emittedAt) {
        return switch (draws.below(6)) {
            case 0, 1 -> RawLines.record("accounts", emittedAt, account(draws));
            case 2 -> RawLines.record("invoices", emittedAt, invoice(draws));
            case 3 -> RawLines.record("users", emittedAt, user(draws));
            case 4 -> RawLines.record("events", emittedAt, event(draws));
            default ->
                draws.oneOf(RawLines.log("hello"), "", "garbage", RawLines.record("orders", 1, "{\"id\":\"u\"}"));
        };
    }

    private static String account(Draws draws) {
        String members = draws.oneOf(
                "\"name\":null",
                "\"name\":\"\"",
                "\"name\":\"a \\\"b\\\",\\r\\nc\"",
                "\"name\":\"青空 🐐\",\"account_status\":\"old\",\"billing\":{\"country\":\"JP\"}",
                "\"status\":\"new\",\"address\":{\"billing_city\":\"Łódź\"}",
                "\"name\":{}");
        return "{\"id\":%s,%s,%s}".formatted(id(draws), members, version(draws));
    }

    private static String invoice(Draws draws) {
        String amount = draws.oneOf("1234567890.10", "0.30", "1e3", "\"7.125\"", "null", "\"much\"");
        return "{\"id\":%s,\"amount\":%s,\"line_items\":%s,%s}"
                .formatted(id(draws), amount, lineItems(draws), version(draws));
    }

    private static String lineItems(Draws draws) {
        if (draws.bool()) {
            return draws.oneOf("null", "{}", "[null]");
        }
        return "[" + String.join(",", draws.list(0, 4, () -> lineItem(draws))) + "]";
    }

    private static String lineItem(Draws draws) {
        return "{\"id\":%s,\"quantity\":%s}".formatted(id(draws), draws.oneOf("1.0", "null", "\"many\""));
    }

    private static String user(Draws draws) {
        return "{\"id\":%s,\"account_id\":%s,%s}".formatted(id(draws), id(draws), version(draws));
    }

    private static String event(Draws draws) {
        String properties = draws.oneOf("{ }", "[1.50, {\"a\" : null}]", "null", "\"text\"");
        return "{\"id\":%s,\"properties\":%s,%s}".formatted(id(draws), properties, version(draws));
    }

    private static String id(Draws draws) {
        return draws.oneOf("\"a\"", "\"b\"", "\"é\"", "\"\"", "\"\\u0000\"", "17", "null");
    }

    private static String version(Draws draws) {
        return draws.oneOf(
                "\"updated_at\":null",
                "\"updated_at\":\"2024-01-01T00:00:00Z\"",
                "\"updated_at\":\"2024-01-01T02:00:00+02:00\"",
                "\"updated_at\":\"2024-01-01T00:00:00.000000001Z\"",
                "\"updated_at\":\"1969-12-31T23:59:59Z\"");
    }

    /** The tables that a run makes of files of these lines. */
    private static Map<String, String> tables(List<List<String>> files) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Results results = new InProcessRun(folder.path(), TABLES).ofFiles(files);
            Map<String, String> tables = new TreeMap<>();
            for (TableDefinition table : TABLES) {
                tables.put(table.name(), results.text(table.name() + ".csv"));
            }
            return tables;
        }
    }

    /** The rows of a table of accounts, sorted in so many bytes. */
    private static String table(List<String> accounts, long maxBytes) throws IOException, UnfitRecordException {
        TableDefinition table = TABLES.get(0);
        RecordRows records = new RecordRows(table);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TemporaryFolder spills = new TemporaryFolder();
                RowSorter sorter = new RowSorter(spills.path(), new SortMemory(maxBytes));
                CsvFile csv = new CsvFile(bytes, table.outputColumns())) {
            for (String account : accounts) {
                if (isFit(account)) {
                    sorter.add(RecordRows.batch(List.of(records.row(account))));
                }
            }
            LatestRows rows = new LatestRows(sorter.sorted());
            RowFields fields = new RowFields(table.columns().size(), 0);
            while (rows.hasNext()) {
                fields.begin(rows.next().row());
                assertThat(fields.next()).isTrue();
                csv.write(fields);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static boolean isFit(String account) {
        return !account.contains("\"id\":null") && !account.contains("\"name\":{}");
    }
}
