package io.dataconnector.connector.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.core.message.BadLineException;
import io.dataconnector.core.message.MessageScanner;
import io.dataconnector.core.raw.LineBlock;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.core.raw.RawReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state contained in raw outputs: the last one of each stream. A line that is not a whole message, because the read
 * was killed or another one was appended to its torn last line, is not a state and is skipped. Only STATE messages are
 * parsed as trees, and only one block of lines is in memory.
 */
public final class RawStates {
    private static final int BLOCK_BYTES = 1 << 20;

    private final Map<JsonNode, JsonNode> stateByStream = new LinkedHashMap<>();
    private final MessageScanner messages = new MessageScanner(Map.of());
    private final LineBlock block = new LineBlock(BLOCK_BYTES);

    private long messageCount;
    private long badLineCount;
    private boolean isTorn;

    /**
     * Reads a raw output, which must be later than those read before.
     *
     * @throws ConnectorException if it cannot be read to its end, or is not a raw output
     */
    public void read(RawInput raw) {
        messageCount = 0;
        badLineCount = 0;
        isTorn = false;
        long firstLine = 1;
        try {
            raw.check();
            try (RawReader reader = new RawReader(raw, bytes -> {})) {
                while (reader.read(block)) {
                    long lines = firstLine;
                    block.forEachLine((buffer, from, to, number) -> readLine(raw, buffer, from, to, lines + number));
                    firstLine += block.lines();
                }
            }
        } catch (RawInputException e) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, e.getMessage(), e);
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Input " + raw.name() + " cannot be closed: " + IoFault.describe(e) + ".",
                    e);
        }
        // A read that was killed within its first message leaves only a part of it.
        boolean isFirstMessageTorn = badLineCount == 1 && isTorn;
        if (messageCount == 0 && badLineCount > 0 && !isFirstMessageTorn) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Input " + raw.name() + " holds no Airbyte message. Name the file that `connector read` was written"
                            + " to, plain, gzip or zstd.");
        }
    }

    private boolean readLine(RawInput raw, byte[] buffer, int from, int to, long line) {
        try {
            messages.scan(buffer, from, to);
        } catch (BadLineException e) {
            badLineCount++;
            isTorn = e.reason() == BadLineException.Reason.NOT_JSON && buffer[from] == '{';
            return true;
        }
        messageCount++;
        if (messages.isState() && messages.stateStream().isPresent()) {
            readState(raw, Arrays.copyOfRange(buffer, from, to), line);
        }
        return true;
    }

    private void readState(RawInput raw, byte[] message, long line) {
        try {
            JsonNode stream = Json.readLenient(message).at("/state/stream");
            stateByStream.put(stream.required("stream_descriptor"), stream);
        } catch (JsonProcessingException e) {
            // The line is JSON, so this is a limit of the parser. Skipping it would restore an older state.
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Input " + raw.name() + ", line " + line + ": the STATE cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** The states as a list that {@code --state} accepts, without those of completed full refreshes. */
    public ArrayNode toJson() {
        ArrayNode states = JsonNodeFactory.instance.arrayNode();
        for (JsonNode stream : stateByStream.values()) {
            JsonNode complete = stream.path("stream_state").path(StreamState.FULL_REFRESH_COMPLETE);
            if (!complete.asBoolean()) {
                states.addObject().put("type", "STREAM").set("stream", stream);
            }
        }
        return states;
    }
}
