package io.dataconnector.normalizer.run;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.fixture.TemporaryFolder;
import io.dataconnector.normalizer.table.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** What holds of every history, whatever versions it is made of and however they come. */
class HistoryPropertyTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<TableDefinition> TABLES = Tables.shipped("dim_accounts", "dim_accounts_history");
    private static final int ID = 0;
    private static final int PLAN = 2;
    private static final int UPDATED_AT = 7;
    private static final int VALID_FROM = 8;
    private static final int VALID_TO = 9;
    private static final int IS_CURRENT = 10;

    /** Of a record: which it is, how old, what it says. */
    record Version(String id, int second, String plan) {}

    @SeededTest(rounds = 100)
    void periodsFollowEachOtherWithoutGapOrOverlap(Draws draws) {
        List<List<String>> rows = history(versions(draws));

        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            assertThat(row.get(VALID_FROM)).isEqualTo(row.get(UPDATED_AT));
            boolean isLast = i == rows.size() - 1 || !rows.get(i + 1).get(ID).equals(row.get(ID));
            if (isLast) {
                assertThat(row.get(VALID_TO)).isNull();
                assertThat(row.get(IS_CURRENT)).isEqualTo("true");
            } else {
                List<String> next = rows.get(i + 1);
                assertThat(row.get(VALID_TO)).isEqualTo(next.get(VALID_FROM));
                assertThat(Instant.parse(row.get(VALID_FROM))).isBefore(Instant.parse(row.get(VALID_TO)));
                assertThat(row.get(IS_CURRENT)).isEqualTo("false");
                assertThat(row.get(PLAN)).isNotEqualTo(next.get(PLAN));
            }
        }
    }

    /** At every instant of a version, the history says what that version says. */
    @SeededTest(rounds = 100)
    void whatHeldAtAnInstantIsWhatTheVersionSays(Draws draws) {
        List<Version> versions = versions(draws);
        Map<String, NavigableMap<Instant, String>> expected = new TreeMap<>();
        for (Version version : versions) {
            expected.computeIfAbsent(version.id(), id -> new TreeMap<>())
                    .put(instant(version), Objects.toString(version.plan()));
        }
        Map<String, NavigableMap<Instant, String>> history = new TreeMap<>();
        for (List<String> row : history(versions)) {
            history.computeIfAbsent(row.get(ID), id -> new TreeMap<>())
                    .put(Instant.parse(row.get(VALID_FROM)), Objects.toString(row.get(PLAN)));
        }

        assertThat(history.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, plans) -> {
            assertThat(history.get(id).firstKey()).isEqualTo(plans.firstKey());
            plans.forEach((instant, plan) ->
                    assertThat(history.get(id).floorEntry(instant).getValue()).isEqualTo(plan));
        });
    }

    @SeededTest(rounds = 100)
    void theCurrentRowsAreTheTableOfNewestVersions(Draws draws) {
        List<Version> versions = versions(draws);
        List<String> current = history(versions).stream()
                .filter(row -> row.get(IS_CURRENT).equals("true"))
                .map(row -> row.get(ID) + " " + row.get(PLAN))
                .toList();
        List<String> newest = table("dim_accounts", versions).stream()
                .map(row -> row.get(ID) + " " + row.get(PLAN))
                .toList();

        assertThat(current).isEqualTo(newest);
    }

    private static List<Version> versions(Draws draws) {
        return draws.list(
                1,
                30,
                () -> new Version(
                        draws.oneOf("a", "b", "c"),
                        draws.between(0, 12),
                        draws.oneIn(5) ? null : draws.oneOf("free", "team", "")));
    }

    private static Instant instant(Version version) {
        return START.plusSeconds(version.second());
    }

    private static List<List<String>> history(List<Version> versions) {
        List<List<String>> rows = table("dim_accounts_history", versions);
        assertThat(rows)
                .isSortedAccordingTo(comparing((List<String> row) -> row.get(ID))
                        .thenComparing(row -> Instant.parse(row.get(VALID_FROM))));
        return rows;
    }

    /** The rows of a table of accounts; of versions of one instant the later one stands. */
    private static List<List<String>> table(String table, List<Version> versions) {
        List<String> lines = new ArrayList<>();
        for (Version version : versions) {
            String plan = version.plan() == null ? "null" : "\"" + version.plan() + "\"";
            lines.add(RawLines.record(
                    "accounts",
                    lines.size(),
                    "{\"id\":\"" + version.id() + "\",\"plan\":" + plan + ",\"updated_at\":\"" + instant(version)
                            + "\"}"));
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return new InProcessRun(folder.path(), TABLES)
                    .ofFiles(List.of(lines))
                    .rows(table);
        }
    }
}
