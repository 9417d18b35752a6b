package io.dataconnector.normalizer.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.diff.TableDiff.Rows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Random tables are changed at random, and the counts are those of a comparison of maps in memory. */
class FolderDiffTest {
    private static final List<String> VALUES =
            List.of("", "a", "b,c", "\"", "\"\"", "x\r\ny", "x\ny", "\r", "é🐐", " ", "'", "\"a\",", "null", "\\");

    private static final TableDefinition TABLE = Tables.table("[\"i\", \"s\"]", """
                    [{"name": "v", "type": "string", "from": ["/v"]},
                     {"name": "i", "type": "integer", "from": ["/i"]},
                     {"name": "s", "type": "string", "from": ["/s"]},
                     {"name": "w", "type": "string", "from": ["/w"]}]""");

    @TempDir
    private Path folder;

    /** A key, in the order of the file: numbers by value, text by its bytes. */
    private record TableKey(long i, String s) implements Comparable<TableKey> {
        @Override
        public int compareTo(TableKey other) {
            int order = Long.compare(i, other.i);
            return order != 0 ? order : Arrays.compareUnsigned(s.getBytes(UTF_8), other.s.getBytes(UTF_8));
        }
    }

    private record Values(@Nullable String v, @Nullable String w) {}

    @SeededTest(rounds = 200)
    void countsAreThoseOfAComparisonInMemory(Draws draws) throws IOException {
        SortedMap<TableKey, Values> before = table(draws.random());
        SortedMap<TableKey, Values> after = mutated(before, draws.random());
        write(before, folder.resolve("old"));
        write(after, folder.resolve("new"));

        DiffResult result = new FolderDiff(folder.resolve("old"), folder.resolve("new"), List.of(TABLE))
                .run(List.of(), new IgnoredColumns(List.of()));

        Rows rows = result.tables().get(0).rows().orElseThrow();
        assertThat(rows.oldCount()).isEqualTo(before.size());
        assertThat(rows.newCount()).isEqualTo(after.size());
        assertThat(rows.added()).isEqualTo(missing(after, before));
        assertThat(rows.removed()).isEqualTo(missing(before, after));
        assertThat(rows.changed()).isEqualTo(changed(before, after, true, true));
        Map<String, Long> byColumn = new TreeMap<>();
        byColumn.put("v", changed(before, after, true, false));
        byColumn.put("w", changed(before, after, false, true));
        byColumn.values().removeIf(count -> count == 0);
        assertThat(rows.changedByColumn()).isEqualTo(byColumn);
        assertThat(result.isEqual()).isEqualTo(before.equals(after));
    }

    private static long missing(Map<TableKey, Values> of, Map<TableKey, Values> in) {
        return of.keySet().stream().filter(key -> !in.containsKey(key)).count();
    }

    private static long changed(Map<TableKey, Values> before, Map<TableKey, Values> after, boolean inV, boolean inW) {
        return before.entrySet().stream()
                .filter(entry -> after.containsKey(entry.getKey()))
                .filter(entry -> {
                    Values other = after.get(entry.getKey());
                    return (inV && !Objects.equals(entry.getValue().v(), other.v()))
                            || (inW && !Objects.equals(entry.getValue().w(), other.w()));
                })
                .count();
    }

    private static SortedMap<TableKey, Values> table(Random random) {
        SortedMap<TableKey, Values> rows = new TreeMap<>();
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            rows.put(key(random), new Values(value(random), value(random)));
        }
        return rows;
    }

    private static SortedMap<TableKey, Values> mutated(SortedMap<TableKey, Values> rows, Random random) {
        SortedMap<TableKey, Values> mutated = new TreeMap<>();
        int chances = 1 + random.nextInt(30);
        rows.forEach((key, values) -> {
            int kind = random.nextInt(chances + 3);
            if (kind == 0) {
                mutated.put(key, new Values(value(random), values.w()));
            } else if (kind == 1) {
                mutated.put(key, new Values(value(random), value(random)));
            } else if (kind != 2) {
                mutated.put(key, values);
            }
        });
        int added = random.nextInt(3);
        for (int i = 0; i < added; i++) {
            mutated.putIfAbsent(key(random), new Values(value(random), value(random)));
        }
        return mutated;
    }

    private static TableKey key(Random random) {
        long i = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(40) - 20;
        return new TableKey(i, VALUES.get(random.nextInt(VALUES.size())));
    }

    private static @Nullable String value(Random random) {
        int i = random.nextInt(VALUES.size() + 1);
        return i == VALUES.size() ? null : VALUES.get(i);
    }

    private static void write(SortedMap<TableKey, Values> rows, Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("v,i,s,w"));
        rows.forEach((key, values) ->
                lines.add(csv(values.v()) + "," + key.i() + "," + csv(key.s()) + "," + csv(values.w())));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("t.csv"), String.join("\r\n", lines) + "\r\n");
    }

    private static String csv(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean isPlain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return isPlain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
