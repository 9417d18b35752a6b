package io.dataconnector.normalizer.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far more input than memory: the rows of a run are kept on disk, and nothing of that shows. */
class LargeInputIT {
    private static final int ACCOUNTS = 40_000;
    private static final int VERSIONS = 9;
    /** Coprime to the number of versions, so that each comes once, the newest neither first nor last. */
    private static final int STRIDE = 5;

    private static final int MANY_PROCESSORS = 16;

    private static final long BYTES_AT_LEAST = 150_000_000;
    private static final Instant FIRST_VERSION = Instant.parse("2024-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void normalizesInAFractionOfTheMemoryThatTheInputWouldTake() throws IOException {
        Path raw = folder.resolve("raw_output.jsonl");
        write(raw);
        assertThat(Files.size(raw)).isGreaterThan(BYTES_AT_LEAST);

        Result result = new NormalizerProgram(folder).withHeap("48m").run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        Results results = new Results(folder.resolve("analytics"));
        assertThat(results.report("dim_accounts").path("rows").intValue()).isEqualTo(ACCOUNTS);
        assertThat(results.report("dim_accounts").path("superseded").intValue()).isEqualTo(ACCOUNTS * (VERSIONS - 1));
        assertThat(results.report().path("inputs").path(0).path("lines").intValue())
                .isEqualTo(ACCOUNTS * VERSIONS);
        assertThat(results.names()).as("no spilled file is left").noneMatch(name -> name.startsWith("."));
        assertThat(results.text("rejects.jsonl")).isEmpty();
        assertNewestOfEachAccountInOrder(folder.resolve("analytics/dim_accounts.csv"));
    }

    /** Each thread needs memory of its own, and on a large machine there are many. */
    @Test
    void manyProcessorsNeedNoMoreMemory() throws IOException {
        Path raw = folder.resolve("raw_output.jsonl");
        write(raw);

        Result result = new NormalizerProgram(folder)
                .withHeap("64m")
                .withProcessors(MANY_PROCESSORS)
                .run("--only", "dim_accounts,dim_accounts_history");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertNewestOfEachAccountInOrder(folder.resolve("analytics/dim_accounts.csv"));
        assertThat(new Results(folder.resolve("analytics"))
                        .report("dim_accounts_history")
                        .path("rows")
                        .intValue())
                .isEqualTo(ACCOUNTS * VERSIONS);
    }

    /** Some hundred runs on disk, more than there may be open files. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runsOnDiskNeedNoMoreFilesThanMayBeOpen() throws IOException {
        write(folder.resolve("raw_output.jsonl"));

        Result result = new NormalizerProgram(folder)
                .withHeap("16m")
                .byShell("ulimit -n 64; exec \"$@\"")
                .run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertNewestOfEachAccountInOrder(folder.resolve("analytics/dim_accounts.csv"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, MANY_PROCESSORS})
    void rowsMayBeLarge(int processors) throws IOException {
        String name = "x".repeat(500_000);
        int count = 160;
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("raw_output.jsonl"), UTF_8)) {
            for (int i = 0; i < count; i++) {
                out.write(
                        RawLines.record("accounts", 1, "{\"id\":\"" + id(mixed(i)) + "\",\"name\":\"" + name + "\"}"));
                out.write('\n');
            }
        }

        Result result = new NormalizerProgram(folder)
                .withHeap("64m")
                .withProcessors(processors)
                .run("--only", "dim_accounts");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(new Results(folder.resolve("analytics"))
                        .report("dim_accounts")
                        .path("rows")
                        .intValue())
                .isEqualTo(count);
    }

    /** A row for each tag, each with all of the record: a hundred times what the input has. */
    @ParameterizedTest
    @ValueSource(ints = {1, MANY_PROCESSORS})
    void arraysMayBeWide(int processors) throws IOException {
        int tags = 1_000;
        Path tables = Files.createDirectory(folder.resolve("tables"));
        Files.writeString(tables.resolve("tags.json"), """
                {
                  "name": "tags", "stream": "accounts", "key": ["id", "tag"], "rows": "/tags",
                  "columns": [
                    {"name": "id", "type": "string", "from": ["/id"], "of": "record"},
                    {"name": "name", "type": "string", "from": ["/name"], "of": "record"},
                    {"name": "tag", "type": "integer", "from": [""]}
                  ]
                }
                """);
        String array = IntStream.range(0, tags).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String name = "x".repeat(100_000);
        RawLines.write(
                folder.resolve("raw_output.jsonl"),
                RawLines.record("accounts", 1, "{\"id\":\"a\",\"name\":\"" + name + "\",\"tags\":[" + array + "]}"),
                RawLines.record("accounts", 1, "{\"id\":\"b\",\"name\":\"" + name + "\",\"tags\":[" + array + "]}"));

        Result result = new NormalizerProgram(folder)
                .withHeap("40m")
                .withProcessors(processors)
                .run("--tables", "tables", "--only", "tags");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(new Results(folder.resolve("analytics"))
                        .report("tags")
                        .path("rows")
                        .intValue())
                .isEqualTo(2 * tags);
    }

    private static void write(Path raw) throws IOException {
        String padding = "x".repeat(300);
        try (BufferedWriter out = Files.newBufferedWriter(raw, UTF_8)) {
            for (int round = 0; round < VERSIONS; round++) {
                int version = round * STRIDE % VERSIONS;
                String rest = "\",\"plan\":\"version " + version + "\",\"name\":\"" + padding + "\",\"updated_at\":\""
                        + FIRST_VERSION.plusSeconds(version) + "\"}}}\n";
                for (int account = 0; account < ACCOUNTS; account++) {
                    out.write(
                            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"accounts\",\"emitted_at\":1,\"data\":{\"id\":\"");
                    out.write(id(mixed(account)));
                    out.write(rest);
                }
            }
        }
    }

    /** Numbers of accounts in an order that is far from sorted. */
    private static int mixed(int account) {
        return (int) (account * 7_919L % ACCOUNTS);
    }

    private static String id(int account) {
        return String.format("acc_%06d", account);
    }

    private static void assertNewestOfEachAccountInOrder(Path table) throws IOException {
        String newest = ",version " + (VERSIONS - 1) + ",";
        try (BufferedReader in = Files.newBufferedReader(table, UTF_8)) {
            assertThat(in.readLine()).startsWith("id,name,plan,");
            for (int account = 0; account < ACCOUNTS; account++) {
                String row = in.readLine();
                if (!row.startsWith(id(account) + ",") || !row.contains(newest)) {
                    assertThat(row)
                            .as("row %s", account)
                            .startsWith(id(account) + ",")
                            .contains(newest);
                }
            }
            assertThat(in.readLine()).isNull();
        }
    }
}
