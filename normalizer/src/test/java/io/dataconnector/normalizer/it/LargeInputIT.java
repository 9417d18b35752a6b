package io.dataconnector.normalizer.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.Results;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more input than memory: the rows of a run are kept on disk, and nothing of that shows. */
class LargeInputIT {
    private static final int ACCOUNTS = 40_000;
    private static final int VERSIONS = 9;
    /** Coprime to the number of versions, so that each comes once, the newest neither first nor last. */
    private static final int STRIDE = 5;

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
