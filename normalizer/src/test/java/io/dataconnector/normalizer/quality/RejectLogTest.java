package io.dataconnector.normalizer.quality;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Json;
import io.dataconnector.normalizer.quality.RejectLog.Place;
import io.dataconnector.normalizer.quality.RejectLog.Reject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void aRejectTellsWhereAndWhyAndWhat() throws IOException {
        Reject reject = new Reject("invoices", "fact_invoices", "amount", "wrong_type", "amount must be a number");

        assertThat(written(reject, "{\"amount\":\"much\"}", UTF_8))
                .isEqualTo("{\"input\":\"raw.jsonl\",\"line\":7,\"stream\":\"invoices\",\"table\":\"fact_invoices\","
                        + "\"column\":\"amount\",\"reason\":\"wrong_type\",\"message\":\"amount must be a number\","
                        + "\"raw\":\"{\\\"amount\\\":\\\"much\\\"}\"}\n");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        String line = written(new Reject(null, null, null, "not_json", "byte 0"), "garbage", UTF_8);

        assertThat(Json.read(line).fieldNames())
                .toIterable()
                .containsExactly("input", "line", "reason", "message", "raw");
    }

    @Test
    void rawIsTheLineAndNothingAroundIt() throws IOException {
        try (RejectLog log = new RejectLog(bytes)) {
            byte[] buffer = "before\nthe line\nafter".getBytes(UTF_8);
            log.add(new Place("raw.jsonl", 2), new Reject(null, null, null, "not_json", ""), buffer, 7, 15);
        }

        assertThat(lines().get(0).path("raw").textValue()).isEqualTo("the line");
    }

    @Test
    void everyRejectStandsOnOneLine() throws IOException {
        written(new Reject(null, null, null, "not_json", "a\nb"), "a\r\nb\u2028c\0", UTF_8);
        written(new Reject(null, null, null, "not_json", "second"), "🐐", UTF_8);

        assertThat(lines()).extracting(line -> line.path("raw").textValue()).containsExactly("a\r\nb\u2028c\0", "🐐");
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() throws IOException {
        written(new Reject(null, null, null, "not_json", ""), "Göteborg", ISO_8859_1);

        assertThat(lines().get(0).path("raw").textValue()).isEqualTo("G\uFFFDteborg");
    }

    @Test
    void withoutRejectsTheFileIsEmpty() throws IOException {
        new RejectLog(bytes).close();

        assertThat(bytes.size()).isZero();
    }

    @Test
    void closingClosesTheFile() throws IOException {
        RejectLog log = new RejectLog(new FullDisk());

        assertThatThrownBy(log::close).isInstanceOf(IOException.class).hasMessage("no space left");
    }

    private String written(Reject reject, String raw, Charset encoding) throws IOException {
        int before = bytes.size();
        try (RejectLog log = new RejectLog(bytes)) {
            byte[] line = raw.getBytes(encoding);
            log.add(new Place("raw.jsonl", 7), reject, line, 0, line.length);
        }
        return bytes.toString(UTF_8).substring(before);
    }

    private List<JsonNode> lines() throws IOException {
        return bytes.toString(UTF_8).lines().map(RejectLogTest::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return Json.read(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) {}

        @Override
        public void close() throws IOException {
            throw new IOException("no space left");
        }
    }
}
