package io.dataconnector.normalizer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Equal input gives equal bytes, in whatever order, files and memory it comes. */
class NormalizationPropertyTest {
    private static final List<TableDefinition> TABLES = Tables.shipped();

    @Property(tries = 60, seed = "1")
    void tablesDoNotDependOnTheOrderOfTheLines(@ForAll("lines") List<String> lines, @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);

        assertThat(tables(List.of(shuffled))).isEqualTo(tables(List.of(lines)));
    }

    @Property(tries = 60, seed = "1")
    void tablesDoNotDependOnTheSplitIntoFiles(@ForAll("lines") List<String> lines, @ForAll Random random) {
        List<List<String>> files = new ArrayList<>();
        for (String line : lines) {
            if (files.isEmpty() || random.nextInt(3) == 0) {
                files.add(new ArrayList<>());
            }
            files.get(files.size() - 1).add(line);
        }
        Collections.shuffle(files, random);

        assertThat(tables(files)).isEqualTo(tables(List.of(lines)));
    }

    /** As after a crash, when a resumed read repeats what was written since the last state. */
    @Property(tries = 60, seed = "1")
    void tablesDoNotDependOnRepetitions(@ForAll("lines") List<String> lines, @ForAll Random random) {
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            repeated.add(lines.get(i));
            repeated.add(lines.get(random.nextInt(i + 1)));
        }

        assertThat(tables(List.of(repeated))).isEqualTo(tables(List.of(lines)));
    }

    @Property(tries = 60, seed = "1")
    void tablesDoNotDependOnTheMemory(@ForAll("accounts") List<String> accounts, @ForAll("budgets") long maxBytes)
            throws IOException, UnfitRecordException {
        assertThat(table(accounts, maxBytes)).isEqualTo(table(accounts, Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<Long> budgets() {
        return Arbitraries.longs().between(0, 2_000);
    }

    /**
     * Versions of a few records of each stream, with other messages between them. Each has its own time of
     * emission, so that no two versions tie on key, updated_at and emitted_at: of a full tie the later
     * line wins, and then the order of the lines does matter, as it should.
     */
    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> records = Arbitraries.oneOf(
                account().map(data -> RawLines.record("accounts", EMITTED_AT, data)),
                account().map(data -> RawLines.record("accounts", EMITTED_AT, data)),
                invoice().map(data -> RawLines.record("invoices", EMITTED_AT, data)),
                user().map(data -> RawLines.record("users", EMITTED_AT, data)),
                event().map(data -> RawLines.record("events", EMITTED_AT, data)),
                Arbitraries.of(RawLines.log("hello"), "", "garbage", RawLines.record("orders", 1, "{\"id\":\"u\"}")));
        return records.list().ofMinSize(1).ofMaxSize(40).map(lines -> {
            List<String> emitted = new ArrayList<>();
            for (String line : lines) {
                emitted.add(line.replace("\"emitted_at\":" + EMITTED_AT, "\"emitted_at\":" + emitted.size()));
            }
            return emitted;
        });
    }

    private static final long EMITTED_AT = -1;

    @Provide
    Arbitrary<List<String>> accounts() {
        return account().list().ofMaxSize(40);
    }

    private static Arbitrary<String> account() {
        return Combinators.combine(
                        ids(),
                        Arbitraries.of(
                                "\"name\":null",
                                "\"name\":\"\"",
                                "\"name\":\"a \\\"b\\\",\\r\\nc\"",
                                "\"name\":\"青空 🐐\",\"account_status\":\"old\",\"billing\":{\"country\":\"JP\"}",
                                "\"status\":\"new\",\"address\":{\"billing_city\":\"Łódź\"}",
                                "\"name\":{}"),
                        versions())
                .as("{\"id\":%s,%s,%s}"::formatted);
    }

    private static Arbitrary<String> invoice() {
        return Combinators.combine(
                        ids(),
                        Arbitraries.of("1234567890.10", "0.30", "1e3", "\"7.125\"", "null", "\"much\""),
                        lineItems(),
                        versions())
                .as("{\"id\":%s,\"amount\":%s,\"line_items\":%s,%s}"::formatted);
    }

    private static Arbitrary<String> lineItems() {
        Arbitrary<String> items = Combinators.combine(ids(), Arbitraries.of("1.0", "null", "\"many\""))
                .as("{\"id\":%s,\"quantity\":%s}"::formatted);
        return Arbitraries.oneOf(
                items.list().ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]"),
                Arbitraries.of("null", "{}", "[null]"));
    }

    private static Arbitrary<String> user() {
        return Combinators.combine(ids(), ids(), versions()).as("{\"id\":%s,\"account_id\":%s,%s}"::formatted);
    }

    private static Arbitrary<String> event() {
        return Combinators.combine(
                        ids(), Arbitraries.of("{ }", "[1.50, {\"a\" : null}]", "null", "\"text\""), versions())
                .as("{\"id\":%s,\"properties\":%s,%s}"::formatted);
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.of("\"a\"", "\"b\"", "\"é\"", "\"\"", "\"\\u0000\"", "17", "null");
    }

    private static Arbitrary<String> versions() {
        return Arbitraries.of(
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
