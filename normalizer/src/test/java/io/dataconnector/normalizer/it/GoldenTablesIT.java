package io.dataconnector.normalizer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.normalizer.fixture.NormalizerProgram;
import io.dataconnector.normalizer.fixture.NormalizerProgram.Result;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the fixtures, held against files that were made by hand, however the input comes. */
class GoldenTablesIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    private Path folder;

    @Test
    void withoutArgumentsTheRawOutputBecomesAnalytics() {
        RawLines.write(folder.resolve("raw_output.jsonl"), RawFixtures.lines());

        Result result = program().run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertGolden("analytics");
        Results results = new Results(folder.resolve("analytics"));
        assertThat(results.text("rejects.jsonl")).isEmpty();
        assertThat(results.names())
                .containsExactly(
                        "dim_accounts.csv",
                        "dim_accounts_history.csv",
                        "dim_users.csv",
                        "fact_events.csv",
                        "fact_invoice_line_items.csv",
                        "fact_invoices.csv",
                        "rejects.jsonl",
                        "report.json",
                        "schema.sql",
                        "schema.yml");
        assertThat(results.report("dim_accounts").path("rows").intValue()).isEqualTo(14);
        assertThat(results.report("dim_accounts_history").path("rows").intValue())
                .isEqualTo(18);
        assertThat(results.report("dim_users").path("rows").intValue()).isEqualTo(18);
        assertThat(results.report("fact_events").path("rows").intValue()).isEqualTo(24);
        assertThat(results.report("fact_invoice_line_items").path("rows").intValue())
                .isEqualTo(17);
        assertThat(results.report("fact_invoices").path("rows").intValue()).isEqualTo(16);
    }

    @Test
    void aSecondRunReplacesTheFirst() throws IOException {
        RawLines.write(folder.resolve("raw_output.jsonl"), RawFixtures.lines());
        program().run();
        Files.writeString(folder.resolve("analytics/dim_accounts.csv"), "damaged");

        assertThat(program().run().exitCode()).isZero();
        assertGolden("analytics");
    }

    @Test
    void fromShuffledLinesInSeveralFilesWithRepetitions() {
        List<String> lines = new ArrayList<>(RawFixtures.lines());
        lines.addAll(lines.subList(lines.size() / 3, lines.size() / 2));
        Collections.shuffle(lines, new Random(20_240_602));
        RawLines.write(folder.resolve("1.jsonl"), lines.subList(0, 10));
        RawLines.write(folder.resolve("2.jsonl"), lines.subList(10, 40));
        RawLines.write(folder.resolve("3.jsonl"), lines.subList(40, lines.size()));

        assertThat(program()
                        .run("3.jsonl", "1.jsonl", "2.jsonl", "--output", "out")
                        .exitCode())
                .isZero();
        assertGolden("out");
    }

    @Test
    void fromGzip() throws IOException {
        gzip(folder.resolve("raw_output.jsonl"));

        assertThat(program().run().exitCode()).isZero();
        assertGolden("analytics");
    }

    @Test
    void fromStandardInput() {
        Path raw = RawLines.write(folder.resolve("piped.jsonl"), RawFixtures.lines());

        assertThat(program().withStandardInput(raw).run("-").exitCode()).isZero();
        assertGolden("analytics");
        assertThat(new Results(folder.resolve("analytics"))
                        .report()
                        .path("inputs")
                        .path(0)
                        .path("name")
                        .textValue())
                .isEqualTo("-");
    }

    @Test
    void fromGzipOnStandardInputBesideAFile() throws IOException {
        Path raw = folder.resolve("piped.gz");
        gzip(raw);
        RawLines.write(folder.resolve("logs.jsonl"), RawLines.log("nothing else"));

        assertThat(program()
                        .withStandardInput(raw)
                        .run("--output=out", "logs.jsonl", "-")
                        .exitCode())
                .isZero();
        assertGolden("out");
    }

    private NormalizerProgram program() {
        return new NormalizerProgram(folder);
    }

    private void assertGolden(String output) {
        for (String table : Tables.GOLDEN) {
            assertThat(folder.resolve(output).resolve(table + ".csv"))
                    .hasSameBinaryContentAs(GOLDEN.resolve(table + ".csv"));
        }
    }

    private void gzip(Path file) throws IOException {
        Path raw = RawLines.write(folder.resolve("plain"), RawFixtures.lines());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(raw, out);
        }
    }
}
