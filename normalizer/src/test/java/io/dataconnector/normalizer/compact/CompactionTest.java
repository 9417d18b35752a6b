package io.dataconnector.normalizer.compact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.fixture.CompactionRun;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawFixtures;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final String COLUMNS = """
            [{"name": "id", "type": "string", "from": ["/id"]},
             {"name": "n", "type": "integer", "from": ["/n"]},
             {"name": "at", "type": "timestamp", "from": ["/at"]}]""";

    private static final TableDefinition NEWEST = Tables.table("[\"id\"]", "at", COLUMNS);

    private static final TableDefinition HISTORY =
            Tables.parse("{\"name\": \"t\", \"stream\": \"s\", \"key\": [\"id\"],"
                    + " \"version\": \"at\", \"history\": true, \"columns\": " + COLUMNS + "}");

    @TempDir
    private Path folder;

    private final List<Path> inputs = new ArrayList<>();

    @Test
    void theNewestVersionOfAKeyStaysWhereItStood() {
        String a1 = version("a", 1, "2024-01-01", 10);
        String a3 = version("a", 3, "2024-01-03", 11);
        String b1 = version("b", 1, "2024-01-01", 12);
        String a2 = version("a", 2, "2024-01-02", 13);
        String c1 = version("c", 1, "2024-01-01", 14);

        assertThat(compacted(NEWEST, a1, a3, b1, a2, c1)).containsExactly(a3, b1, c1);
    }

    @Test
    void ofEqualVersionsTheLaterOneStays() {
        String first = version("a", 1, "2024-01-01", 1);
        String later = version("a", 2, "2024-01-01", 1);

        assertThat(compacted(NEWEST, first, later)).containsExactly(later);
    }

    @Test
    void aHistoryNeedsEveryInstant() {
        String a1 = version("a", 1, "2024-01-01", 1);
        String replaced = version("a", 2, "2024-01-02", 1);
        String a2 = version("a", 1, "2024-01-02", 2);
        String unchanged = version("a", 1, "2024-01-03", 3);

        assertThat(compacted(HISTORY, unchanged, a1, replaced, a2)).containsExactly(unchanged, a1, a2);
    }

    /** Of two that are the same but for the version, the later one decides when what comes between them ends. */
    @Test
    void aVersionThatComesLateFindsBothNeighboursInTheHistory() {
        String a1 = version("a", 1, "2024-01-01", 1);
        String a3 = version("a", 1, "2024-01-03", 3);
        Path early = compact(HISTORY, file(a1, a3));
        String late = version("a", 2, "2024-01-02", 4);

        assertThat(tableOf(HISTORY, early, file(late))).isEqualTo(tableOf(HISTORY, file(a1, a3), file(late)));
    }

    @Test
    void aRecordThatOneOfTwoTablesNeedsStays() {
        List<TableDefinition> both = Tables.parse(
                List.of("by_id", "by_n"),
                "{\"name\": \"by_id\", \"stream\": \"s\", \"key\": [\"id\"], \"version\": \"at\", \"columns\": "
                        + COLUMNS + "}",
                "{\"name\": \"by_n\", \"stream\": \"s\", \"key\": [\"n\"], \"version\": \"at\", \"columns\": " + COLUMNS
                        + "}");
        String newestOfN1 = version("a", 1, "2024-01-01", 1);
        String ofNone = version("a", 2, "2024-01-02", 1);
        String newestOfN2 = version("b", 2, "2024-01-03", 1);
        String newestOfA = version("a", 3, "2024-01-04", 1);

        compact(both, folder.resolve("out.jsonl"), file(newestOfN1, ofNone, newestOfN2, newestOfA));

        assertThat(lines(folder.resolve("out.jsonl"))).containsExactly(newestOfN1, newestOfN2, newestOfA);
    }

    @Test
    void recordsWithoutATableAndOtherMessagesAreLeftOut() {
        String kept = version("a", 1, "2024-01-01", 1);
        String other = RawLines.record("other", 1, "{\"id\":\"a\"}");

        assertThat(compacted(NEWEST, RawLines.log("begin"), other, "", kept, RawLines.log("end")))
                .containsExactly(kept);
    }

    @Test
    void whatIsRejectedStaysAsItIs() throws IOException {
        String noKey = RawLines.record("s", 1, "{\"n\":1}");
        String wrongType = RawLines.record("s", 1, "{\"id\":\"a\",\"n\":\"many\"}");
        String noData = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\"}}";
        String good = version("a", 1, "2024-01-01", 1) + "\r";
        String torn = good.substring(0, 50);
        Path input = folder.resolve("torn.jsonl");
        Files.writeString(input, String.join("\n", "garbage", noKey, good, noData, wrongType, "{}", torn));

        CompactionReport report = compact(List.of(NEWEST), folder.resolve("out.jsonl"), input);

        assertThat(Files.readString(folder.resolve("out.jsonl")))
                .isEqualTo(String.join("\n", "", "garbage", noKey, good, noData, wrongType, "{}", torn, ""));
        assertThat(report.rejectedLines()).isEqualTo(6);
    }

    @Test
    void aRecordWithAnElementThatIsRejectedStays() {
        TableDefinition elements = Tables.parse("""
                {"name": "t", "stream": "s", "key": ["id", "n"], "version": "/at", "rows": "/list", "columns": [
                  {"name": "id", "type": "string", "from": ["/id"], "of": "record"},
                  {"name": "n", "type": "integer", "from": [""]}]}""");
        String bad = RawLines.record("s", 1, "{\"id\":\"a\",\"at\":\"2024-01-01T00:00:00Z\",\"list\":[1,\"x\"]}");
        String old = RawLines.record("s", 1, "{\"id\":\"a\",\"at\":\"2024-01-02T00:00:00Z\",\"list\":[3]}");
        String empty = RawLines.record("s", 1, "{\"id\":\"a\",\"at\":\"2024-01-03T00:00:00Z\",\"list\":[]}");

        assertThat(compacted(elements, bad, old, empty)).containsExactly(bad, empty);
    }

    /** The report says when that was. */
    @Test
    void theRecordThatWasEmittedLastStays() {
        String newest = version("a", 2, "2024-01-02", 7);
        String emittedLast = version("a", 1, "2024-01-01", 8);

        assertThat(compacted(NEWEST, newest, emittedLast)).containsExactly(newest, emittedLast);
    }

    @Test
    void oneThatWasEmittedAtTheSameTimeIsEnough() {
        String newest = version("a", 2, "2024-01-02", 8);
        String reject = RawLines.record("s", 9, "{}");

        assertThat(compacted(NEWEST, newest, version("a", 1, "2024-01-01", 8))).containsExactly(newest);
        assertThat(compacted(NEWEST, newest, reject, version("a", 1, "2024-01-01", 9)))
                .containsExactly(newest, reject);
    }

    @Test
    void theLastStateOfEachStreamStaysAndSaysHowManyRecordsItFound() {
        String a = version("a", 1, "2024-01-01", 1);
        String b = version("a", 2, "2024-01-02", 2);

        assertThat(compacted(NEWEST, state("s", 0, "first"), a, state("s", 1, "second"), state("o", 0, "o"), b, a))
                .containsExactly(countedState("s", 1, "second", 1), countedState("o", 0, "o", 0), b);
    }

    @Test
    void aStateWithoutACountStaysAsItIs() {
        String state = "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"s\"}}}}";
        String global = "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[%d]},"
                + "\"sourceStats\":{\"recordCount\":5}}}";

        assertThat(compacted(NEWEST, state, global.formatted(1), global.formatted(2)))
                .containsExactly(state, global.formatted(2));
    }

    @Test
    void aStateThatCountsMissingRecordsStaysBesideTheLastOne() {
        String a = version("a", 1, "2024-01-01", 1);
        Path original = file(state("s", 0, "none"), a, state("s", 3, "gap"), state("s", 0, "last"));
        Path compacted = compact(NEWEST, original);

        assertThat(lines(compacted))
                .containsExactly(a, countedState("s", 3, "gap", 1), countedState("s", 0, "last", 0));
        assertThat(gaps(compacted)).isEqualTo(gaps(original)).containsExactly("s 3 1");
        assertThat(lines(compact(NEWEST, compacted))).isEqualTo(lines(compacted));
    }

    @Test
    void anOlderCountOfADestinationIsReplaced() {
        String state = state("s", 1, "x").replace("\"sourceStats\"", "\"destinationStats\":null,\"sourceStats\"");

        assertThat(compacted(NEWEST, version("a", 1, "2024-01-01", 1), state))
                .containsExactly(version("a", 1, "2024-01-01", 1), state.replace("null", "{\"recordCount\":1.0}"));
    }

    @Test
    void anOutputHoldsAMessageEvenIfThereIsNothingToKeep() {
        Path compacted = compact(NEWEST, file(RawLines.log("nothing new")));

        assertThat(lines(compacted)).singleElement().asString().contains("\"type\":\"LOG\"");
        assertThat(tableOf(NEWEST, compacted)).isEqualTo("id,n,at\r\n");
        assertThat(lines(compact(NEWEST, compacted))).isEqualTo(lines(compacted));
    }

    /** At the beginning of a file, it would be skipped, or pass for something compressed. */
    @Test
    void aFirstLineThatLooksLikeSomethingElseIsStillALine() throws IOException {
        for (byte[] odd : List.of(
                "\u00ef\u00bb\u00bfx".getBytes(ISO_8859_1),
                "\u001f\u008bx".getBytes(ISO_8859_1),
                "(\u00b5/\u00fdx".getBytes(ISO_8859_1))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes((RawLines.log("begin") + "\n").getBytes(UTF_8));
            bytes.writeBytes(odd);
            Path input = Files.write(folder.resolve("odd.jsonl"), bytes.toByteArray());

            Path compacted = compact(NEWEST, input);
            Path with = compact(NEWEST, compacted, file(RawLines.log("x")));

            assertThat(Files.readAllBytes(compacted)).startsWith(line(odd));
            assertThat(with).hasSameBinaryContentAs(compacted);
        }
    }

    private static byte[] line(byte[] odd) {
        return ("\n" + new String(odd, ISO_8859_1) + "\n").getBytes(ISO_8859_1);
    }

    @Test
    void nothingChangesWhenLittleMemoryOrManyThreadsAreThere() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            lines.add(version("key" + i * 7919 % 9_000, i, "2024-01-%02d".formatted(1 + i % 28), i % 100));
            if (i % 100 == 0) {
                lines.add(i % 200 == 0 ? "garbage " + i : state("s", 100, "state " + i));
            }
        }
        Path input = file(lines.toArray(String[]::new));
        Path much = folder.resolve("much.jsonl");
        Path little = folder.resolve("little.jsonl");

        new CompactionRun(List.of(NEWEST)).run(List.of(input), much);
        new CompactionRun(List.of(NEWEST), 5, new MemoryBudget(1 << 20)).run(List.of(input), little);

        assertThat(little).hasSameBinaryContentAs(much);
        assertThat(lines(much)).hasSizeBetween(9_300, 9_700);
        assertThat(tableOf(NEWEST, much)).isEqualTo(tableOf(NEWEST, input));
        assertThat(new Results(folder).names()).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void theNameSaysHowTheOutputIsCompressed() throws IOException {
        String kept = version("a", 1, "2024-01-01", 1);
        Path plain = compact(NEWEST, file(kept));
        Path gzip = folder.resolve("out.jsonl.gz");
        Path zstd = folder.resolve("OUT.ZST");

        compact(List.of(NEWEST), gzip, file(kept));
        compact(List.of(NEWEST), zstd, file(kept));

        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
        assertThat(Files.readAllBytes(zstd)).startsWith(0x28, 0xb5, 0x2f, 0xfd);
        try (InputStream in = new RawInput(zstd.toString()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
    }

    @Test
    void streamsAreCounted() {
        String a = version("a", 1, "2024-01-01", 1);

        CompactionReport report = compact(
                List.of(NEWEST),
                folder.resolve("out.jsonl"),
                file(a, a, state("s", 3, "x")),
                file(RawLines.record("other", 1, "{}"), a));

        assertThat(report.streams())
                .containsExactly(
                        new CompactionReport.Stream("other", 0, 1, 0), new CompactionReport.Stream("s", 1, 3, 1));
        assertThat(report.states()).isOne();
        assertThat(report.inputs())
                .extracting(
                        CompactionReport.Input::messages, input -> input.gaps().size())
                .containsExactly(tuple(3L, 1), tuple(2L, 0));
    }

    @Test
    void theFixturesMakeTheSameTables() {
        List<TableDefinition> tables = Tables.shipped();
        Path original = file(RawFixtures.lines().toArray(String[]::new));
        Path compacted = folder.resolve("fixtures.jsonl.zst");
        compact(tables, compacted, original);

        for (TableDefinition table : tables) {
            String name = table.name() + ".csv";
            assertThat(results(tables, compacted).text(name))
                    .isEqualTo(results(tables, original).text(name));
        }
    }

    @Test
    void inputsWithoutAMessageAreNotCompacted() {
        Path garbage = file("garbage");

        assertThatThrownBy(() -> compact(NEWEST, garbage))
                .isInstanceOf(NormalizerException.class)
                .hasMessage(
                        "No Airbyte message in " + garbage + ". Name the files that `connector read` was written to.");
        assertThat(new Results(folder).names()).containsExactly("0.jsonl");
    }

    private List<String> compacted(TableDefinition table, String... lines) {
        return lines(compact(table, file(lines)));
    }

    private Path compact(TableDefinition table, Path... files) {
        Path output = folder.resolve("compacted" + inputs.size() + "-" + files[0].getFileName());
        compact(List.of(table), output, files);
        return output;
    }

    private static CompactionReport compact(List<TableDefinition> tables, Path output, Path... files) {
        return new CompactionRun(tables).run(List.of(files), output);
    }

    private Path file(String... lines) {
        Path file = RawLines.write(folder.resolve(inputs.size() + ".jsonl"), lines);
        inputs.add(file);
        return file;
    }

    private static List<String> lines(Path file) {
        try {
            return List.of(Files.readString(file).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tableOf(TableDefinition table, Path... files) {
        return results(List.of(table), files).text(table.name() + ".csv");
    }

    private List<String> gaps(Path file) {
        List<String> gaps = new ArrayList<>();
        results(List.of(NEWEST), file)
                .report()
                .path("inputs")
                .path(0)
                .path("gaps")
                .forEach(gap ->
                        gaps.add(gap.path("stream").asText() + " " + gap.path("expected") + " " + gap.path("found")));
        return gaps;
    }

    private Results results(List<TableDefinition> tables, Path... files) {
        return new InProcessRun(folder, tables)
                .ofInputs(Arrays.stream(files)
                        .map(file -> new RawInput(file.toString()))
                        .toList());
    }

    private static String version(String id, int n, String day, long emittedAt) {
        return RawLines.record(
                "s", emittedAt, "{\"id\":\"" + id + "\",\"n\":" + n + ",\"at\":\"" + day + "T00:00:00Z\"}");
    }

    private static String state(String stream, int count, String text) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\""
                + stream + "\"},\"stream_state\":{\"x\":\"" + text + "\"}},\"sourceStats\":{\"recordCount\":" + count
                + ".0}}}";
    }

    private static String countedState(String stream, int count, String text, int found) {
        String state = state(stream, count, text);
        return state.substring(0, state.length() - 2) + ",\"destinationStats\":{\"recordCount\":" + found + ".0}}}";
    }
}
