package io.dataconnector.connector.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AirbyteOutputTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_717_315_278_666L), ZoneOffset.UTC);
    private static final int MORE_THAN_A_BLOCK = 1 << 20;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AirbyteOutput output = new AirbyteOutput(written, CLOCK, LogLevel.INFO);

    @Test
    void aRecordIsItsDataWithinTheEnvelopeOfItsStream() {
        byte[] page = "[{\"id\":\"acc_1\",\"amount\":0.70}]".getBytes(UTF_8);

        record(output, output.envelope("accounts"), page, 1, page.length - 1);
        output.flush();

        assertThat(written()).isEqualTo("""
                {"type":"RECORD","record":{"stream":"accounts","emitted_at":1717315278666,\
                "data":{"id":"acc_1","amount":0.70}}}
                """);
    }

    @Test
    void recordsWaitInTheBufferAndGoOutInBlocks() {
        RecordEnvelope envelope = output.envelope("accounts");
        record(envelope, "{\"id\":\"acc_1\"}");
        assertThat(written()).isEmpty();

        for (int i = 0; i < 10_000; i++) {
            record(envelope, "{\"id\":\"acc_2\"}");
        }
        assertThat(written()).isNotEmpty();
        output.flush();

        assertThat(written().lines()).hasSize(10_001);
        assertThat(RawOutput.of(written.toByteArray()).records("accounts")).hasSize(10_001);
    }

    @Test
    void aRecordLargerThanABlockKeepsItsPlace() {
        RecordEnvelope envelope = output.envelope("accounts");
        String large = "{\"id\":\"large\",\"name\":\"" + "x".repeat(MORE_THAN_A_BLOCK) + "\"}";

        record(envelope, "{\"id\":\"before\"}");
        record(envelope, large);
        record(envelope, "{\"id\":\"behind\"}");
        output.flush();

        RawOutput raw = RawOutput.of(written.toByteArray());
        assertThat(raw.recordIds("accounts")).containsExactly("before", "large", "behind");
        assertThat(raw.recordTexts("accounts").get(1)).isEqualTo(large);
    }

    @Test
    void anyOtherMessageTakesTheRecordsBeforeItOut() {
        record(output.envelope("accounts"), "{\"id\":\"acc_1\"}");
        output.state("accounts", JsonNodeFactory.instance.objectNode(), 1);

        assertThat(types()).containsExactly("RECORD", "STATE");

        record(output.envelope("accounts"), "{\"id\":\"acc_2\"}");
        output.status("accounts", StreamStatus.COMPLETE);
        assertThat(types()).containsExactly("RECORD", "STATE", "RECORD", "TRACE");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "3, 3.0", "10000000, 10000000.0", "9223372036854775807, 9223372036854775807.0"})
    void aStateCountsRecordsInPlainNotationWithADecimalPoint(long count, String written) {
        output.state(
                "accounts", JsonNodeFactory.instance.objectNode().put("updated_at", "2024-06-02T10:00:00Z"), count);

        assertThat(written()).isEqualTo("""
                {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"accounts"},\
                "stream_state":{"updated_at":"2024-06-02T10:00:00Z"}},"sourceStats":{"recordCount":%s}}}
                """.formatted(written));
    }

    @ParameterizedTest
    @EnumSource(StreamStatus.class)
    void aStatusIsATrace(StreamStatus status) {
        output.status("accounts", status);

        assertThat(written()).isEqualTo("""
                {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1717315278666,\
                "stream_status":{"stream_descriptor":{"name":"accounts"},"status":"%s"}}}
                """.formatted(status));
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIG_ERROR, config_error",
        "SYSTEM_ERROR, system_error",
        "TRANSIENT_ERROR, transient_error",
    })
    void anErrorSaysWhatHappenedAndWhoCanHelp(FailureType type, String name) {
        output.error(new ConnectorException(type, "The \"page\"\nis torn."));

        assertThat(written()).isEqualTo("""
                {"type":"TRACE","trace":{"type":"ERROR","emitted_at":1717315278666,\
                "error":{"message":"The \\"page\\"\\nis torn.","failure_type":"%s"}}}
                """.formatted(name));
    }

    @Test
    void anErrorOfAStreamNamesItsStreamAndItsCause() {
        IOException cause = new IOException("disk on fire");

        output.error("accounts", new ConnectorException(FailureType.SYSTEM_ERROR, "No page.", cause));

        JsonNode error = RawOutput.of(written.toByteArray()).errors().get(0);
        assertThat(error.at("/stream_descriptor/name").asText()).isEqualTo("accounts");
        assertThat(error.path("message").asText()).isEqualTo("No page.");
        assertThat(error.path("internal_message").asText()).isEqualTo("java.io.IOException: disk on fire");
        assertThat(error.has("stack_trace")).isFalse();
    }

    @Test
    void aStackTraceIsThereWhereTheProgramIsAtFaultOrItIsAskedFor() {
        output.error(new ConnectorException(FailureType.SYSTEM_ERROR, "A bug.", new IllegalStateException("odd")));
        output.setLogLevel(LogLevel.DEBUG);
        output.error(new ConnectorException(FailureType.SYSTEM_ERROR, "No page.", new IOException("disk on fire")));

        assertThat(RawOutput.of(written.toByteArray()).errors())
                .extracting(error -> error.path("stack_trace").asText())
                .allSatisfy(trace -> assertThat(trace).contains("AirbyteOutputTest"));
    }

    @Test
    void aLogMayHaveFiguresForMachines() {
        output.log(LogLevel.INFO, "what", JsonNodeFactory.instance.objectNode().put("records", 3));
        output.log(LogLevel.DEBUG, "how", JsonNodeFactory.instance.objectNode());

        assertThat(written()).isEqualTo("""
                {"type":"LOG","log":{"level":"INFO","message":"what","data":{"records":3}}}
                """);
    }

    @Test
    void aLogThatIsFinerThanWantedIsNotWritten() {
        output.log(LogLevel.DEBUG, "how");
        output.log(LogLevel.INFO, "what");
        output.log(LogLevel.WARN, "beware");

        assertThat(written()).isEqualTo("""
                {"type":"LOG","log":{"level":"INFO","message":"what"}}
                {"type":"LOG","log":{"level":"WARN","message":"beware"}}
                """);
    }

    @Test
    void textIsUtf8WhateverThePlatformSays() {
        output.log(LogLevel.INFO, "株式会社 🌲");

        assertThat(written()).contains("株式会社 🌲");
    }

    @Test
    void aRecordThatNoLongerFitsEndsTheRead() {
        AirbyteOutput torn = new AirbyteOutput(new TornOutput(100), CLOCK, LogLevel.INFO);
        byte[] large = ("{\"name\":\"" + "x".repeat(MORE_THAN_A_BLOCK) + "\"}").getBytes(UTF_8);
        RecordEnvelope envelope = torn.envelope("accounts");

        assertThatThrownBy(() -> record(torn, envelope, large, 0, large.length))
                .isInstanceOf(OutputException.class)
                .hasMessage("no more bytes")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aMessageThatNoLongerFitsEndsTheRead() {
        AirbyteOutput torn = new AirbyteOutput(new TornOutput(10), CLOCK, LogLevel.INFO);

        assertThatThrownBy(() -> torn.status("accounts", StreamStatus.STARTED)).isInstanceOf(OutputException.class);
    }

    @Test
    void whatFailedToGoOutIsNotWrittenAgain() {
        TornOutput bytes = new TornOutput(10);
        AirbyteOutput torn = new AirbyteOutput(bytes, CLOCK, LogLevel.INFO);
        assertThatThrownBy(() -> torn.status("accounts", StreamStatus.STARTED)).isInstanceOf(OutputException.class);

        assertThatThrownBy(torn::flush).isInstanceOf(OutputException.class);

        assertThat(bytes.taken()).hasSize(10);
    }

    /** A full disk may have room again, but half a line is on it, and another stream goes on. */
    @Test
    void nothingFollowsWhatFailedToGoOut() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        AtomicBoolean isFull = new AtomicBoolean(true);
        AirbyteOutput torn = new AirbyteOutput(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("not used");
                    }

                    @Override
                    public void write(byte[] written, int from, int length) throws IOException {
                        if (isFull.getAndSet(false)) {
                            disk.write(written, from, length / 2);
                            throw new IOException("No space left on device");
                        }
                        disk.write(written, from, length);
                    }
                },
                CLOCK,
                LogLevel.INFO);
        assertThatThrownBy(() -> torn.status("accounts", StreamStatus.STARTED)).isInstanceOf(OutputException.class);
        int taken = disk.size();

        assertThatThrownBy(() -> torn.status("users", StreamStatus.STARTED))
                .isInstanceOf(OutputException.class)
                .hasMessage("No space left on device");
        assertThatThrownBy(() -> record(torn, torn.envelope("users"), new byte[1 << 17], 0, 1 << 17))
                .isInstanceOf(OutputException.class);
        assertThat(disk.size()).isEqualTo(taken);
    }

    @Test
    void nothingFollowsAFlushThatFailed() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        AirbyteOutput torn = new AirbyteOutput(disk, CLOCK, LogLevel.INFO);
        assertThatThrownBy(() -> torn.status("accounts", StreamStatus.STARTED)).isInstanceOf(OutputException.class);
        int taken = disk.size();

        assertThatThrownBy(() -> torn.status("users", StreamStatus.STARTED)).isInstanceOf(OutputException.class);
        assertThat(disk.size()).isEqualTo(taken);
    }

    private void record(RecordEnvelope envelope, String data) {
        byte[] bytes = data.getBytes(UTF_8);
        record(output, envelope, bytes, 0, bytes.length);
    }

    private static void record(AirbyteOutput output, RecordEnvelope envelope, byte[] bytes, int from, int to) {
        output.records(RecordBlocks.of(envelope, bytes, from, to));
    }

    private String written() {
        return written.toString(UTF_8);
    }

    private List<String> types() {
        return RawOutput.of(written.toByteArray()).messages().stream()
                .map(message -> message.path("type").asText())
                .toList();
    }

    /** Streams may be read side by side: their messages are never torn by each other. */
    @Test
    void whatSeveralThreadsWriteStaysWhole() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String stream = "stream_" + i;
            Thread thread = new Thread(() -> {
                RecordEnvelope envelope = output.envelope(stream);
                for (int n = 0; n < 50; n++) {
                    record(envelope, "{\"id\":\"" + "x".repeat(n % 10 == 0 ? RecordBlock.CAPACITY : 100) + "\"}");
                    output.state(stream, JsonNodeFactory.instance.objectNode(), 1);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(types()).hasSize(400);
    }
}
