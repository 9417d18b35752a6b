package io.dataconnector.connector.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawStatesTest {
    private static final String COMPLETE = "{\"__ab_full_refresh_sync_complete\":true}";

    /** Messages that are no states, though they speak of them. */
    private static final String OTHERS = """
            {"type":"LOG","log":{"level":"INFO","message":"a \\"STATE\\" in a text"}}
            {"type":"RECORD","record":{"stream":"users","emitted_at":1,"data":{"type":"STATE","id":"STATE"}}}
            """;

    @TempDir
    private Path folder;

    private static String message(String stream, String state) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":" + content(stream, state)
                + ",\"sourceStats\":{\"recordCount\":1.0}}}\n";
    }

    private static String content(String stream, String state) {
        return "{\"stream_descriptor\":{\"name\":\"" + stream + "\"},\"stream_state\":" + state + "}";
    }

    private static String listed(String stream, String state) {
        return "{\"type\":\"STREAM\",\"stream\":" + content(stream, state) + "}";
    }

    private static RawInput input(Path file) {
        return new RawInput(file.toString());
    }

    private String read(String... rawOutputs) throws IOException {
        RawStates states = new RawStates();
        for (String rawOutput : rawOutputs) {
            states.read(input(Files.writeString(folder.resolve("raw_output.jsonl"), rawOutput)));
        }
        return states.toJson().toString();
    }

    @Test
    void theLastStateOfEachStreamCounts() throws IOException {
        String raw = OTHERS
                + message("users", "{\"a\":1}")
                + message("events", "{\"b\":0.10}")
                + message("users", "{\"a\":2}")
                + OTHERS;

        assertThat(read(raw))
                .isEqualTo("[" + listed("users", "{\"a\":2}") + "," + listed("events", "{\"b\":0.10}") + "]");
    }

    @Test
    void aLaterOutputTakesThePlaceOfAnEarlier() throws IOException {
        assertThat(read(message("users", "{\"a\":1}") + message("events", "{}"), message("users", "{\"a\":2}")))
                .isEqualTo("[" + listed("users", "{\"a\":2}") + "," + listed("events", "{}") + "]");
    }

    /** Which keeps the last state of each stream, with a count, and is compressed. */
    @Test
    void aCompactedOutputHasItsStates() throws IOException {
        String state = message("users", "{\"a\":2}").replace("1.0}", "1.0},\"destinationStats\":{\"recordCount\":0.0}");
        Path file = folder.resolve("compacted.jsonl.zst");
        try (OutputStream out = Zstd.compress(Files.newOutputStream(file))) {
            out.write((OTHERS + state).getBytes(UTF_8));
        }
        RawStates states = new RawStates();

        states.read(input(file));

        assertThat(states.toJson().toString()).isEqualTo("[" + listed("users", "{\"a\":2}") + "]");
    }

    @Test
    void aTornLineSaysNothing() throws IOException {
        String first = message("users", "{\"a\":1}");
        String last = message("users", "{\"a\":2}");
        int whole = last.length() - 1;

        for (int length = 0; length < whole; length++) {
            assertThat(read(first + last.substring(0, length))).isEqualTo("[" + listed("users", "{\"a\":1}") + "]");
        }
    }

    @Test
    void aCompletedFullRefreshIsLeftOutSoThatItIsReadAgain() throws IOException {
        assertThat(read(message("users", COMPLETE))).isEqualTo("[]");
        assertThat(read(message("users", "{\"a\":1}") + message("users", COMPLETE)))
                .isEqualTo("[]");
    }

    @Test
    void anOutputWithoutStatesYieldsNone() throws IOException {
        assertThat(read("")).isEqualTo("[]");
        assertThat(read(OTHERS)).isEqualTo("[]");
    }

    @Test
    void whatIsNoRawOutputIsRefused() {
        assertThatThrownBy(() -> read("PK\u0003\u0004\n"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("raw_output.jsonl", "no Airbyte message");
        assertThatThrownBy(() -> new RawStates().read(input(folder.resolve("none.jsonl"))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("none.jsonl", "does not exist");
        assertThatThrownBy(() -> new RawStates().read(input(folder)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"fixtures_base_path\":\"fixtures\"}\n", "{\n  \"a\": 1\n}\n", "[]", "text\n"})
    void jsonThatIsNoMessageIsNoRawOutput(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("no Airbyte message");
    }

    @Test
    void gzipIsRead() throws IOException {
        Path file = Files.write(
                folder.resolve("raw.jsonl.gz"),
                gzip(OTHERS + message("users", "{\"a\":1}") + (OTHERS + message("users", "{\"a\":2}")).repeat(20_000)));
        RawStates states = new RawStates();

        states.read(input(file));

        assertThat(states.toJson()).hasToString("[" + listed("users", "{\"a\":2}") + "]");
    }

    @Test
    void gzipThatIsCutOffIsRefused() throws IOException {
        byte[] whole = gzip(message("users", "{\"a\":1}"));
        Path file = Files.write(folder.resolve("raw.jsonl.gz"), Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> new RawStates().read(input(file)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("raw.jsonl.gz cannot be read: it is gzip and ends before it is complete");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** As when a read was appended to what a killed one left: the line is lost, and so is the state in it. */
    @Test
    void aLineThatWasAppendedToATornOneSaysNothing() throws IOException {
        String record =
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":\"a\"}}}\n";
        String first = record + message("users", "{\"a\":1}") + record;
        for (String torn : List.of(record, message("users", "{\"a\":0}"), message("events", "{\"b\":[]}"))) {
            for (int length = 1; length < torn.length(); length++) {
                String glued = torn.substring(0, length) + message("users", "{\"a\":2}");

                assertThat(read(first + glued)).as("%s", glued).isEqualTo("[" + listed("users", "{\"a\":1}") + "]");
            }
        }
    }

    @Test
    void aNameMayOccurTwiceInAState() throws IOException {
        assertThat(read(message("users", "{\"a\":1,\"a\":2}"))).isEqualTo("[" + listed("users", "{\"a\":2}") + "]");
    }

    @Test
    void numbersOfAStateAreNeitherRoundedNorWrittenOut() throws IOException {
        String state = "{\"a\":0.1000,\"b\":1E+999999999,\"c\":12345678901234567890}";

        RawStates states = new RawStates();
        states.read(input(Files.writeString(folder.resolve("raw_output.jsonl"), message("users", state))));

        assertThat(Json.write(states.toJson())).isEqualTo("[" + listed("users", state) + "]");
    }

    /** To skip it would bring back the state before it. */
    @Test
    void aStateThatIsTooDeepIsAnErrorThatNamesItsLine() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertThatThrownBy(
                        () -> read(OTHERS + message("users", "{\"a\":1}") + message("users", "{\"a\":" + deep + "}")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("raw_output.jsonl, line 4", "STATE cannot be read");
    }
}
