package io.dataconnector.normalizer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An input of many blocks, which all workers read: what is told of it is told in the order of its lines. */
class ManyBlocksTest {
    private static final int RECORDS = 60_000;
    private static final int RECORDS_PER_STATE = 700;
    private static final int RECORDS_PER_BAD_LINE = 999;
    private static final int STATE_THAT_COUNTS_MORE = 43;

    @TempDir
    private Path folder;

    @Test
    void rejectsAndGapsStandInTheOrderOfTheLines() throws IOException {
        List<String> lines = new ArrayList<>();
        List<Long> badLines = new ArrayList<>();
        long gapLine = 0;
        int states = 0;
        for (int i = 1; i <= RECORDS; i++) {
            lines.add(RawLines.record("accounts", 1, account(i)));
            if (i % RECORDS_PER_BAD_LINE == 0) {
                lines.add("bad line " + i);
                badLines.add((long) lines.size());
            }
            if (i % RECORDS_PER_STATE == 0) {
                boolean countsMore = ++states == STATE_THAT_COUNTS_MORE;
                lines.add(state(countsMore ? RECORDS_PER_STATE + 1 : RECORDS_PER_STATE));
                gapLine = countsMore ? lines.size() : gapLine;
            }
        }

        Results results = new InProcessRun(folder, Tables.shipped("dim_accounts")).ofFiles(List.of(lines));

        JsonNode input = results.report().path("inputs").path(0);
        assertThat(input.path("bytes").longValue())
                .as("so that there are many blocks")
                .isGreaterThan(20_000_000);
        assertThat(input.path("lines").intValue()).isEqualTo(lines.size());
        assertThat(input.at("/gaps").size()).isEqualTo(1);
        assertThat(input.at("/gaps/0/line").longValue()).isEqualTo(gapLine);
        List<Long> rejectedLines = new ArrayList<>();
        for (String reject : Files.readAllLines(results.folder().resolve(Normalization.REJECTS), UTF_8)) {
            rejectedLines.add(Json.read(reject).path("line").longValue());
        }
        assertThat(rejectedLines).isEqualTo(badLines);
        assertThat(results.report("dim_accounts").path("rows").intValue()).isEqualTo(RECORDS);
    }

    /** More than a block may keep until its turn, so that reading it pauses again and again. */
    @Test
    void aBlockMayHaveNothingButRejects() throws IOException {
        int lines = 500_000;
        Path raw = Files.writeString(folder.resolve("garbage"), "x\n".repeat(lines));

        Results results = new InProcessRun(folder, Tables.shipped("dim_accounts"))
                .ofInputs(List.of(new RawInput(raw.toString())));

        assertThat(results.report().at("/inputs/0/rejects/not_json").intValue()).isEqualTo(lines);
        assertThat(results.report().at("/inputs/0/lines").intValue()).isEqualTo(lines);
        try (Stream<String> rejects = Files.lines(results.folder().resolve(Normalization.REJECTS), UTF_8)) {
            long[] last = new long[1];
            rejects.forEach(reject -> assertThat(reject).contains("\"line\":" + ++last[0] + ","));
            assertThat(last[0]).isEqualTo(lines);
        }
    }

    private static String account(int number) {
        return "{\"id\":\"acc_" + number * 7_919L % RECORDS + "\",\"name\":\"" + "x".repeat(300)
                + "\",\"updated_at\":\"2024-01-01T00:00:00Z\"}";
    }

    private static String state(int recordCount) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":"
                + "{\"name\":\"accounts\"},\"stream_state\":{}},\"sourceStats\":{\"recordCount\":" + recordCount
                + ".0}}}";
    }
}
