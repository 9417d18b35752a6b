package io.dataconnector.normalizer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same input makes the same tables, with any number of processors and hardly any memory. */
@Timeout(300)
class MemoryAndProcessorsTest {
    private static final long PLENTY = 1L << 30;
    private static final TableDefinition TAGS = Tables.parse("""
            {
              "name": "t", "stream": "accounts", "key": ["id", "tag"], "version": "/updated_at", "rows": "/tags",
              "columns": [
                {"name": "id", "type": "string", "from": ["/id"], "of": "record"},
                {"name": "name", "type": "string", "from": ["/name"], "of": "record"},
                {"name": "tag", "type": "integer", "from": [""]}
              ]
            }
            """);

    @TempDir
    private Path folder;

    @Test
    void smallRowsMakeHundredsOfRuns() {
        assertSameTables(accounts(30_000, 300, ""), Tables.shipped("dim_accounts", "dim_accounts_history"));
    }

    @Test
    void rowsMayBeLargerThanABlock() {
        assertSameTables(accounts(24, 500_000, ""), Tables.shipped("dim_accounts", "dim_accounts_history"));
    }

    @Test
    void arraysMayBeWide() {
        String tags = IntStream.range(0, 300).mapToObj(Integer::toString).collect(Collectors.joining(","));
        List<TableDefinition> tables = new ArrayList<>(Tables.shipped("dim_accounts"));
        tables.add(TAGS);

        assertSameTables(accounts(40, 10_000, ",\"tags\":[" + tags + "]"), tables);
    }

    private static List<String> accounts(int count, int nameLength, String more) {
        List<String> lines = new ArrayList<>();
        String name = "n".repeat(nameLength);
        for (int i = 0; i < count; i++) {
            lines.add(RawLines.record(
                    "accounts",
                    1,
                    "{\"id\":\"" + i * 7_919L % (count / 2) + "\",\"name\":\"" + name + i
                            + "\",\"updated_at\":\"2024-01-01T00:00:00Z\"" + more + "}"));
        }
        return lines;
    }

    private void assertSameTables(List<String> lines, List<TableDefinition> tables) {
        Map<String, String> expected = tables(lines, tables, 2, PLENTY);
        for (int processors : new int[] {1, 2, 16}) {
            for (long bytes : new long[] {1, 1_000_000, 10_000_000}) {
                assertThat(tables(lines, tables, processors, bytes).equals(expected))
                        .as("with %s processors and %s bytes", processors, bytes)
                        .isTrue();
            }
        }
    }

    private Map<String, String> tables(List<String> lines, List<TableDefinition> tables, int processors, long bytes) {
        Results results = new InProcessRun(folder, tables, processors, new MemoryBudget(bytes)).ofFiles(List.of(lines));
        return tables.stream()
                .collect(Collectors.toMap(TableDefinition::name, table -> results.text(table.name() + ".csv")));
    }
}
