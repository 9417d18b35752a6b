package io.dataconnector.connector.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of Airbyte messages, one JSON object per line in UTF-8. Records are written in blocks, of which small
 * ones are buffered; every other message is written at once, along with the records before it, because the reader may
 * be waiting for it: a checkpoint is worth nothing while it is in the buffer.
 *
 * <p>Secrets are taken out of all text for people: logs, errors and the answer of a check. Records and states are data
 * and never altered.
 *
 * <p>Thread-safe: what one call writes is never interleaved with another's output.
 *
 * <p>Every method throws {@link OutputException} if the output cannot be written to, and from then on: something may be
 * missing, or half a line was written, so that nothing must follow even if there is room on the disk again.
 */
public final class AirbyteOutput {
    /** Small blocks are buffered, large ones are written without a copy. */
    private static final int BUFFER_SIZE = 1 << 16;

    private final OutputStream out;
    private final Clock clock;
    private LogLevel logLevel;
    private Redaction redaction = Redaction.NONE;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int size;
    private @Nullable IOException broken;

    public AirbyteOutput(OutputStream out, Clock clock, LogLevel logLevel) {
        this.out = requireNonNull(out, "out is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.logLevel = requireNonNull(logLevel, "logLevel is null");
    }

    /**
     * What surrounds every record of a stream that is emitted now. It is rendered once per page, so that a record costs
     * three copies and nothing else.
     */
    public synchronized RecordEnvelope envelope(String stream) {
        ObjectNode name = object().put("stream", stream).put("emitted_at", clock.millis());
        String record = Json.write(name);
        String prefix = "{\"type\":\"RECORD\",\"record\":" + record.substring(0, record.length() - 1) + ",\"data\":";
        return new RecordEnvelope(prefix.getBytes(UTF_8), "}}\n".getBytes(UTF_8));
    }

    /** Writes RECORD messages. The block may be reused afterwards. */
    public synchronized void records(RecordBlock records) {
        RecordEnvelope envelope = records.envelope();
        write(envelope.prefix(), 0, envelope.prefix().length);
        write(records.bytes(), records.from(), records.size());
        write(envelope.suffix(), 0, envelope.suffix().length);
    }

    /** Writes the STATE of a stream and how many of its records were emitted since the last one. */
    public synchronized void state(String stream, ObjectNode streamState, long recordCount) {
        ObjectNode state = object().put("type", "STREAM");
        ObjectNode streamNode = state.putObject("stream");
        streamNode.set("stream_descriptor", object().put("name", stream));
        streamNode.set("stream_state", streamState);
        // With a decimal point, as the protocol asks, because counts may exceed the integer range; see
        // AirbyteStateStats.
        DecimalNode count = DecimalNode.valueOf(BigDecimal.valueOf(recordCount).setScale(1));
        state.putObject("sourceStats").set("recordCount", count);
        message("STATE", "state", state);
    }

    public synchronized void status(String stream, StreamStatus status) {
        ObjectNode trace = trace("STREAM_STATUS");
        ObjectNode streamStatus = trace.putObject("stream_status");
        streamStatus.set("stream_descriptor", object().put("name", stream));
        streamStatus.put("status", status.name());
        message("TRACE", "trace", trace);
    }

    /** Writes a TRACE ERROR that concerns one stream. */
    public synchronized void error(String stream, ConnectorException failure) {
        ObjectNode trace = trace("ERROR");
        ObjectNode error = describe(trace, failure);
        error.set("stream_descriptor", object().put("name", stream));
        message("TRACE", "trace", trace);
    }

    /** Writes a TRACE ERROR that concerns the whole command. */
    public synchronized void error(ConnectorException failure) {
        ObjectNode trace = trace("ERROR");
        describe(trace, failure);
        message("TRACE", "trace", trace);
    }

    /** The stack trace is included for unexpected failures, or if it was requested. */
    private ObjectNode describe(ObjectNode trace, ConnectorException failure) {
        ObjectNode error = trace.putObject("error").put("message", redaction.apply(failure.getMessage()));
        Throwable cause = failure.getCause();
        if (cause != null) {
            error.put("internal_message", redaction.apply(cause.toString()));
            boolean isOfUser = failure.failureType() == FailureType.CONFIG_ERROR;
            if (!(isOfUser || cause instanceof IOException) || logLevel.compareTo(LogLevel.DEBUG) >= 0) {
                StringWriter stackTrace = new StringWriter();
                cause.printStackTrace(new PrintWriter(stackTrace));
                error.put("stack_trace", redaction.apply(stackTrace.toString()));
            }
        }
        return error.put("failure_type", failure.failureType().wireName());
    }

    /**
     * Writes the configuration that the next read must have, because a credential in it has been replaced, or because it was
     * that of an older version: a CONTROL message of type CONNECTOR_CONFIG, which holds its secrets, as the platform stores it.
     */
    public synchronized void configuration(ObjectNode config) {
        ObjectNode control = object().put("type", "CONNECTOR_CONFIG").put("emitted_at", clock.millis());
        control.putObject("connectorConfig").set("config", config);
        message("CONTROL", "control", control);
    }

    /** Says which secrets must not be shown from now on. */
    public synchronized void setRedaction(Redaction newRedaction) {
        redaction = requireNonNull(newRedaction, "newRedaction is null");
    }

    /** A text for people as it may be shown elsewhere, for instance on standard error. */
    public synchronized String redacted(String text) {
        return redaction.apply(text);
    }

    /** Writes the answer of a check: that it succeeded, or what is wrong. */
    public synchronized void connectionStatus(List<String> faults) {
        ObjectNode status = object().put("status", faults.isEmpty() ? "SUCCEEDED" : "FAILED");
        if (!faults.isEmpty()) {
            status.put("message", redaction.apply(String.join("\n", faults)));
        }
        message("CONNECTION_STATUS", "connectionStatus", status);
    }

    /** Sets the most detailed level of LOG messages that are written. */
    public synchronized void setLogLevel(LogLevel finest) {
        logLevel = requireNonNull(finest, "finest is null");
    }

    /** Writes a LOG, unless its level is more detailed than the configured one. */
    public synchronized void log(LogLevel level, String message) {
        if (level.compareTo(logLevel) <= 0) {
            message("LOG", "log", object().put("level", level.name()).put("message", redaction.apply(message)));
        }
    }

    /** Writes a LOG with machine-readable figures in addition to its text, in a member {@code data}. */
    public synchronized void log(LogLevel level, String message, ObjectNode data) {
        if (level.compareTo(logLevel) <= 0) {
            ObjectNode log = object().put("level", level.name()).put("message", redaction.apply(message));
            log.set("data", data);
            message("LOG", "log", log);
        }
    }

    /** Writes any other message: its type, and the member that holds its content. */
    public synchronized void message(String type, String member, ObjectNode content) {
        ObjectNode message = object().put("type", type);
        message.set(member, content);
        line(message);
    }

    /** Writes a JSON document that is not a message, on a line of its own. */
    public synchronized void line(JsonNode content) {
        byte[] line = (Json.write(content) + "\n").getBytes(UTF_8);
        write(line, 0, line.length);
        flush();
    }

    /** Writes everything that is buffered, and returns only once it has been written. */
    public synchronized void flush() {
        writeGathered();
        try {
            out.flush();
        } catch (IOException e) {
            broken = e;
            throw new OutputException(e);
        }
    }

    private void writeGathered() {
        int length = size;
        size = 0;
        writeThrough(buffer, 0, length);
    }

    private void write(byte[] bytes, int from, int length) {
        if (length > buffer.length - size) {
            writeGathered();
        }
        if (length > buffer.length) {
            writeThrough(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, size, length);
            size += length;
        }
    }

    private void writeThrough(byte[] bytes, int from, int length) {
        if (broken != null) {
            throw new OutputException(broken);
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            broken = e;
            throw new OutputException(e);
        }
    }

    private ObjectNode trace(String type) {
        return object().put("type", type).put("emitted_at", clock.millis());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
