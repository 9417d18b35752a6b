package io.dataconnector.connector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.connector.failure.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private String read(String... rawOutputs) throws IOException {
        RawStates states = new RawStates();
        for (String rawOutput : rawOutputs) {
            states.read(Files.writeString(folder.resolve("raw_output.jsonl"), rawOutput));
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
    void anOutputWithoutStatesHoldsNone() throws IOException {
        assertThat(read("")).isEqualTo("[]");
        assertThat(read(OTHERS)).isEqualTo("[]");
    }

    @Test
    void whatIsNoRawOutputIsRefused() {
        assertThatThrownBy(() -> read("PK\u0003\u0004\n"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("raw_output.jsonl", "no message");
        assertThatThrownBy(() -> new RawStates().read(folder.resolve("none.jsonl")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContainingAll("none.jsonl", "cannot be read");
    }
}
